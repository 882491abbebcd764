import { layout, type PageParts } from './layout.ts'
import { html } from './markup.ts'

/** A page that says why there is nothing to read. */
export const problemPage = (parts: PageParts, problem: 'not-found' | 'too-many'): string =>
  layout(
    parts,
    parts.words.say(`problem.${problem}`),
    html`<h1>${parts.words.say(`problem.${problem}`)}</h1>
      <p>${parts.words.say(`problem.${problem}-text`)}</p>
      <p><a href="${`/public?lang=${parts.words.language}`}">${parts.words.say('material.back')}</a></p>`,
  )
