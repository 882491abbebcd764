import administration from './administration.en.json' with { type: 'json' }
import common from './en.json' with { type: 'json' }
import compare from './compare.en.json' with { type: 'json' }
import completion from './completion.en.json' with { type: 'json' }
import connection from './connection.en.json' with { type: 'json' }
import help from './help.en.json' with { type: 'json' }
import history from './history.en.json' with { type: 'json' }
import material from './material.en.json' with { type: 'json' }
import notices from './notices.en.json' with { type: 'json' }
import officeSettings from './officeSettings.en.json' with { type: 'json' }
import meeting from './meeting.en.json' with { type: 'json' }
import publication from './publication.en.json' with { type: 'json' }
import review from './review.en.json' with { type: 'json' }
import search from './search.en.json' with { type: 'json' }
import records from './records.en.json' with { type: 'json' }
import secondFactor from './secondFactor.en.json' with { type: 'json' }
import settlement from './settlement.en.json' with { type: 'json' }
import statistics from './statistics.en.json' with { type: 'json' }
import substitution from './substitution.en.json' with { type: 'json' }

/** All words in English. */
export const english = {
  ...common,
  ...administration,
  ...completion,
  ...compare,
  ...connection,
  ...help,
  ...history,
  ...material,
  ...records,
  ...notices,
  ...officeSettings,
  ...meeting,
  ...publication,
  ...review,
  ...search,
  ...secondFactor,
  ...settlement,
  ...statistics,
  ...substitution,
}
