import administration from './administration.sk.json' with { type: 'json' }
import common from './sk.json' with { type: 'json' }
import compare from './compare.sk.json' with { type: 'json' }
import completion from './completion.sk.json' with { type: 'json' }
import connection from './connection.sk.json' with { type: 'json' }
import help from './help.sk.json' with { type: 'json' }
import history from './history.sk.json' with { type: 'json' }
import material from './material.sk.json' with { type: 'json' }
import notices from './notices.sk.json' with { type: 'json' }
import officeSettings from './officeSettings.sk.json' with { type: 'json' }
import meeting from './meeting.sk.json' with { type: 'json' }
import publication from './publication.sk.json' with { type: 'json' }
import review from './review.sk.json' with { type: 'json' }
import search from './search.sk.json' with { type: 'json' }
import records from './records.sk.json' with { type: 'json' }
import secondFactor from './secondFactor.sk.json' with { type: 'json' }
import settlement from './settlement.sk.json' with { type: 'json' }
import statistics from './statistics.sk.json' with { type: 'json' }
import substitution from './substitution.sk.json' with { type: 'json' }

/** All words in Slovak. */
export const slovak = {
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
