import administration from './administration.cs.json' with { type: 'json' }
import common from './cs.json' with { type: 'json' }
import compare from './compare.cs.json' with { type: 'json' }
import completion from './completion.cs.json' with { type: 'json' }
import connection from './connection.cs.json' with { type: 'json' }
import help from './help.cs.json' with { type: 'json' }
import history from './history.cs.json' with { type: 'json' }
import material from './material.cs.json' with { type: 'json' }
import notices from './notices.cs.json' with { type: 'json' }
import officeSettings from './officeSettings.cs.json' with { type: 'json' }
import meeting from './meeting.cs.json' with { type: 'json' }
import publication from './publication.cs.json' with { type: 'json' }
import review from './review.cs.json' with { type: 'json' }
import search from './search.cs.json' with { type: 'json' }
import records from './records.cs.json' with { type: 'json' }
import secondFactor from './secondFactor.cs.json' with { type: 'json' }
import settlement from './settlement.cs.json' with { type: 'json' }
import statistics from './statistics.cs.json' with { type: 'json' }
import substitution from './substitution.cs.json' with { type: 'json' }

/** All words in Czech; the other languages have the same keys. */
export const czech = {
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
