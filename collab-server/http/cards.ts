import { shownCard, type ShownCard } from '@glosa/domain/contract'
import {
  countedComments,
  foldedWords,
  mayAct,
  maySeeComment,
  tasksFor,
  unsettledComments,
  whosOf,
  type Actor,
  type MaterialCard,
} from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import { readingTasks, type ReadingTask } from '../commands/readingTasks.ts'
import type { Serve } from './serveRoute.ts'

const mostTasks = 500

/** Lists: what waits for whoever asks, and the materials they may see. */
export function serveCards(serve: Serve, context: CommandContext): void {
  serve('listTasks', async ({ actor }) => {
    const asked = { whos: whosOf(actor), personId: actor.personId }
    const found = await context.projections.cards({ ...asked, withTasks: true, limit: mostTasks, offset: 0 })
    const reading = await readingTasks(context, actor)
    const listed = new Set(found.cards.map(({ materialId }) => materialId))
    const papers = [...reading].filter(([materialId]) => !listed.has(materialId))
    const others = await Promise.all(papers.map(([materialId]) => context.projections.card(materialId)))
    const cards = await shown(context, actor, [...found.cards, ...others.filter((card) => card !== null)])
    const seen = new Set(cards.map(({ materialId }) => materialId))
    const onlyByAgenda = papers.filter(([materialId]) => !seen.has(materialId)).map(([, task]) => cardOfPaper(task))
    const withReading = [...cards, ...onlyByAgenda].map((card) => withReadingTask(card, reading.get(card.materialId)))
    // A task may be for later, or its time may be over.
    return { cards: withReading.filter(({ tasks }) => tasks.length > 0) }
  })
  serve('listMaterials', async ({ actor, query }) => {
    const { query: words, state, limit, offset } = query
    const found = await context.projections.cards({
      whos: whosOf(actor),
      personId: actor.personId,
      ...(words ? { words: foldedWords(words) } : {}),
      ...(state ? { state } : {}),
      limit,
      offset,
    })
    return { cards: await shown(context, actor, found.cards), total: found.total }
  })
}

const shown = async (context: CommandContext, actor: Actor, cards: readonly MaterialCard[]): Promise<ShownCard[]> =>
  (await Promise.all(cards.map((card) => cardShownTo(context, actor, card)))).filter((card) => card !== null)

/**
 * A card with what the person has to do, and with counts of the comments that they may see: a count
 * of all would tell of the hidden ones. `null` when they may no longer see the material.
 */
async function cardShownTo(context: CommandContext, actor: Actor, card: MaterialCard): Promise<ShownCard | null> {
  const material = (await context.materials.load(card.materialId))?.material
  if (!material || mayAct(actor, 'read', material) !== true) return null
  const seen = countedComments(material).filter((comment) => maySeeComment(actor, comment, material))
  const open = new Set(unsettledComments(material))
  return shownCard.parse({
    ...card,
    comments: seen.length,
    unsettled: seen.filter((comment) => open.has(comment)).length,
    essential: seen.filter(({ kind }) => kind === 'essential').length,
    tasks: tasksFor(actor, card, context.now()),
  })
}

function withReadingTask(card: ShownCard, task: ReadingTask | undefined): ShownCard {
  if (!task) return card
  const { dueAt, meetingId, itemId, partId } = task
  const paper = { meetingId, itemId, partId }
  return { ...card, tasks: [...card.tasks, { verb: 'read', dueAt, count: null, inPlaceOf: null, paper }] }
}

/**
 * A paper of a meeting for a member who may read it there and nowhere else: what the agenda says of the
 * locked version, and nothing of what became of the material since.
 */
const cardOfPaper = ({ paper, changedAt }: ReadingTask): ShownCard => ({
  materialId: paper.materialId,
  sequence: 0,
  number: paper.materialNumber,
  title: paper.title,
  state: 'locked',
  drafterName: paper.drafter.displayName,
  leadUnitName: paper.leadUnitName,
  closesAt: null,
  comments: 0,
  unsettled: 0,
  essential: 0,
  versions: paper.version,
  updatedAt: changedAt,
  tasks: [],
})
