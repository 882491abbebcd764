import administration from './administration.pl.json' with { type: 'json' }
import common from './pl.json' with { type: 'json' }
import compare from './compare.pl.json' with { type: 'json' }
import completion from './completion.pl.json' with { type: 'json' }
import connection from './connection.pl.json' with { type: 'json' }
import help from './help.pl.json' with { type: 'json' }
import history from './history.pl.json' with { type: 'json' }
import material from './material.pl.json' with { type: 'json' }
import notices from './notices.pl.json' with { type: 'json' }
import officeSettings from './officeSettings.pl.json' with { type: 'json' }
import meeting from './meeting.pl.json' with { type: 'json' }
import publication from './publication.pl.json' with { type: 'json' }
import review from './review.pl.json' with { type: 'json' }
import search from './search.pl.json' with { type: 'json' }
import records from './records.pl.json' with { type: 'json' }
import secondFactor from './secondFactor.pl.json' with { type: 'json' }
import settlement from './settlement.pl.json' with { type: 'json' }
import statistics from './statistics.pl.json' with { type: 'json' }
import substitution from './substitution.pl.json' with { type: 'json' }

/** All words in Polish. */
export const polish = {
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
