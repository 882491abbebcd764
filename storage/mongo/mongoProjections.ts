import type { Filter } from 'mongodb'
import { turns, whosAddressed } from '@glosa/domain/model'
import type { CardQuery, MaterialCard, MaterialId, Person, Projections, Unit } from '@glosa/domain/model'
import { newestFirst, taskIsFor } from '../cardMatches.ts'
import { cardShape } from './documents.ts'
import type { CardDocument } from './documents.ts'
import { insertedFirst, whileAvailable } from './mongoDatabase.ts'
import type { Collections } from './mongoDatabase.ts'

export function mongoProjections({ cards, directory, series, takenNumbers }: Collections): Projections {
  // FerretDB 1 makes a conditional update of a read and a write: within one process they must not overlap.
  const inTurn = turns()

  /** Exceptions belong to one task each, which the filter cannot say on every server: they are left out here. */
  const cardsWithTasks = async (filter: Filter<CardDocument>, query: CardQuery) => {
    const candidates = await whileAvailable(() =>
      cards.find(filter, { projection: { updatedAt: 1, tasks: 1 } }).toArray(),
    )
    const ids = candidates
      .filter(({ tasks }) => tasks.some((task) => taskIsFor(task, query)))
      .map(({ _id, updatedAt }) => ({
        materialId: _id as MaterialId,
        updatedAt: updatedAt as MaterialCard['updatedAt'],
      }))
      .sort(newestFirst)
      .map(({ materialId }) => materialId)
    const page = ids.slice(query.offset, query.offset + query.limit)
    const found = await whileAvailable(() => cards.find({ _id: { $in: page } }).toArray())
    return { cards: found.map(cardOf).sort(newestFirst), total: ids.length }
  }

  return {
    putCard: (card) =>
      inTurn(card.materialId, async () => {
        const { _id, ...fields } = documentOf(card)
        for (;;) {
          const older = await whileAvailable(() =>
            cards.updateOne({ _id, sequence: { $lt: card.sequence } }, { $set: fields }),
          )
          if (older.matchedCount === 1) return
          if (await insertedFirst(() => cards.insertOne({ _id, ...fields }))) return
          const there = await whileAvailable(() => cards.findOne({ _id }, { projection: { sequence: 1 } }))
          if (there && there.sequence >= card.sequence) return
        }
      }),
    async card(materialId) {
      const found = await whileAvailable(() => cards.findOne({ _id: materialId }))
      return found && cardOf(found)
    },
    async cards(query) {
      const filter = filterOf(query)
      if (query.limit <= 0) return { cards: [], total: await whileAvailable(() => cards.countDocuments(filter)) }
      if (query.withTasks) return cardsWithTasks(filter, query)
      const found = await whileAvailable(() =>
        cards.find(filter).sort({ updatedAt: -1, _id: 1 }).skip(query.offset).limit(query.limit).toArray(),
      )
      return { cards: found.map(cardOf), total: await whileAvailable(() => cards.countDocuments(filter)) }
    },
    async deliveriesDue(now) {
      const found = await whileAvailable(() =>
        cards
          .find({ deliveryDueAt: { $ne: null, $lte: now } }, { projection: { deliveryDueAt: 1 } })
          .sort({ deliveryDueAt: 1 })
          .toArray(),
      )
      return found.map(({ _id }) => _id as MaterialId)
    },
    async roundsDue(now) {
      const found = await whileAvailable(() =>
        cards
          .find({ roundDueAt: { $ne: null, $lte: now } }, { projection: { roundDueAt: 1 } })
          .sort({ roundDueAt: 1 })
          .toArray(),
      )
      return found.map(({ _id }) => _id as MaterialId)
    },
    async cardSequences() {
      const found = await whileAvailable(() => cards.find({}, { projection: { sequence: 1 } }).toArray())
      return new Map(found.map(({ _id, sequence }) => [_id as MaterialId, sequence]))
    },
    async putDirectory(people, units) {
      const content = JSON.stringify({ people, units })
      await inTurn('directory', () =>
        whileAvailable(() => directory.replaceOne({ _id: 'directory' }, { content }, { upsert: true })),
      )
    },
    async directory() {
      const found = await whileAvailable(() => directory.findOne({ _id: 'directory' }))
      return found ? (JSON.parse(found.content) as { people: Person[]; units: Unit[] }) : { people: [], units: [] }
    },
    nextNumber: (name, year) =>
      inTurn(`${name}/${year}`, async () => {
        const _id = `${name}/${year}`
        for (;;) {
          await insertedFirst(() => series.insertOne({ _id, last: 0 }))
          const counted = await whileAvailable(() =>
            series.findOneAndUpdate({ _id }, { $inc: { last: 1 } }, { returnDocument: 'after' }),
          )
          // FerretDB 1 counts with a read and a write, so two nodes may get the same: the taken number decides.
          if (counted && (await insertedFirst(() => takenNumbers.insertOne({ _id: `${_id}/${counted.last}` })))) {
            return counted.last
          }
        }
      }),
    async clearCards() {
      await whileAvailable(() => cards.deleteMany({}))
    },
  }
}

const documentOf = (card: MaterialCard): CardDocument => ({
  _id: card.materialId,
  shape: cardShape,
  sequence: card.sequence,
  state: card.state,
  updatedAt: card.updatedAt,
  deliveryDueAt: card.deliveryDueAt,
  roundDueAt: card.roundDueAt,
  searchText: card.searchText,
  audience: card.audience,
  taskAudience: [...new Set(card.tasks.flatMap(whosAddressed))],
  tasks: card.tasks,
  card: JSON.stringify(card),
})

const cardOf = (document: Pick<CardDocument, 'card'>): MaterialCard => JSON.parse(document.card) as MaterialCard

function filterOf(query: CardQuery): Filter<CardDocument> {
  const whos = [...query.whos]
  const words = (query.words ?? []).map((word) => ({ searchText: { $regex: literal(word) } }))
  return {
    $and: [
      { audience: { $in: whos } },
      ...(query.withTasks ? [{ taskAudience: { $in: whos } }] : []),
      ...(query.state === undefined ? [] : [{ state: query.state }]),
      ...words,
    ],
  }
}

const literal = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
