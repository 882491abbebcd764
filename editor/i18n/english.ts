import common from './en.json' with { type: 'json' }
import compare from './compare.en.json' with { type: 'json' }
import completion from './completion.en.json' with { type: 'json' }
import history from './history.en.json' with { type: 'json' }
import material from './material.en.json' with { type: 'json' }
import notices from './notices.en.json' with { type: 'json' }
import secondFactor from './secondFactor.en.json' with { type: 'json' }
import settlement from './settlement.en.json' with { type: 'json' }

/** All words in English. */
export const english = {
  ...common,
  ...completion,
  ...compare,
  ...history,
  ...material,
  ...notices,
  ...secondFactor,
  ...settlement,
}
