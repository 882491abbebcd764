import type { DatabaseSync } from 'node:sqlite'
import type { AppendBatch } from './appendBatch.ts'
import type { PackedRows } from './bodyRows.ts'

/** A page of rows must not hold up the appends that wait behind it. */
const pageRows = 4_000
const pageBytes = 1 << 20

/** Body rows and snapshots, as the worker does them. */
export function bodyOperations(database: DatabaseSync) {
  const names = internedNames(database)
  const insertRow = database.prepare(
    'INSERT INTO body_row (body, sequence, kind, person, at, writer, payload) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const writerOf = database.prepare('SELECT writer FROM body_row WHERE body = ? AND sequence = ?')
  const selectRows = database.prepare(
    'SELECT sequence, kind, person, at, payload FROM body_row WHERE body = ? AND sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?',
  )
  selectRows.setReturnArrays(true)
  const selectLast = database.prepare('SELECT max(sequence) AS last FROM body_row WHERE body = ?')
  const selectSnapshot = database.prepare('SELECT sequence, clients, state FROM body_snapshot WHERE body = ?')
  const upsertSnapshot = database.prepare(
    `INSERT INTO body_snapshot (body, sequence, clients, state) VALUES (?, ?, ?, ?)
     ON CONFLICT (body) DO UPDATE SET sequence = excluded.sequence, clients = excluded.clients, state = excluded.state
     WHERE excluded.sequence > body_snapshot.sequence`,
  )

  /** Bodies with the writers that were found to have another before them: nothing of theirs is kept any more. */
  const fences = new Set<string>()
  /** … found in the transaction that is the last, which may be rolled back. */
  let found: string[] = []

  /** @param position of the first append of the batch among those of the transaction */
  const appendBatch = (batch: AppendBatch, position: number, fenced: number[]) => {
    let name = 0
    let number = 0
    let offset = 0
    for (let index = 0; index < batch.count; index++) {
      const body = names.numberOf(textAt(batch.names, name++))
      const writer = names.numberOf(textAt(batch.names, name++))
      const fence = `${body} ${writer}`
      const first = numberAt(batch.numbers, number++)
      const count = numberAt(batch.numbers, number++)
      let open = !fences.has(fence)
      if (!open) fenced.push(position + index)
      for (let row = 0; row < count; row++) {
        const person = textAt(batch.names, name++)
        const kind = numberAt(batch.numbers, number++)
        const at = numberAt(batch.numbers, number++)
        const length = numberAt(batch.numbers, number++)
        const payload = kind === 0 ? batch.payloads.subarray(offset, offset + length) : null
        offset += length
        if (!open) continue
        const sequence = first + row
        const { changes } = insertRow.run(body, sequence, kind, names.numberOf(person), at, writer, payload)
        if (changes === 0 && writerOf.get(body, sequence)?.['writer'] !== writer) {
          open = false
          fenced.push(position + index)
          fences.add(fence)
          found.push(fence)
        }
      }
    }
  }

  return {
    /** @returns the positions of the fenced appends among those of all batches */
    appendRows(batches: readonly AppendBatch[]): number[] {
      found = []
      const fenced: number[] = []
      let position = 0
      for (const batch of batches) {
        appendBatch(batch, position, fenced)
        position += batch.count
      }
      return fenced
    },

    saveSnapshot(bodyId: string, sequence: number, state: Uint8Array, clients: string): void {
      upsertSnapshot.run(names.numberOf(bodyId), sequence, clients, state)
    },

    snapshot(bodyId: string): { sequence: number; clients: string; state: Uint8Array<ArrayBuffer> } | null {
      const body = names.find(bodyId)
      const row = body === undefined ? undefined : selectSnapshot.get(body)
      if (!row) return null
      const state = row['state']
      if (!(state instanceof Uint8Array)) throw new TypeError('a snapshot without a state')
      return { sequence: Number(row['sequence']), clients: String(row['clients']), state: new Uint8Array(state) }
    },

    /** Of the newest row; 0 for a body never written. */
    lastSequence(bodyId: string): number {
      const body = names.find(bodyId)
      return body === undefined ? 0 : Number(selectLast.get(body)?.['last'] ?? 0)
    },

    rows(bodyId: string, after: number, upTo: number): PackedRows {
      const body = names.find(bodyId)
      const people: string[] = []
      const numbers: number[] = []
      const payloads: Uint8Array[] = []
      const indexOfPerson = new Map<number, number>()
      let bytes = 0
      let rows = 0
      let more = false
      if (body !== undefined) {
        for (const row of selectRows.iterate(body, after, upTo, pageRows)) {
          // The types know rows as objects only; setReturnArrays made this one an array.
          const [sequence, kind, person, at, payload] = Object.values(row)
          const personNumber = Number(person)
          let index = indexOfPerson.get(personNumber)
          if (index === undefined) {
            index = people.push(names.textOf(personNumber)) - 1
            indexOfPerson.set(personNumber, index)
          }
          const length = payload instanceof Uint8Array ? payload.length : 0
          numbers.push(Number(sequence), Number(kind), index, Number(at), length)
          if (payload instanceof Uint8Array) payloads.push(payload)
          bytes += length
          rows += 1
          if (rows === pageRows || bytes >= pageBytes) {
            more = true
            break
          }
        }
      }
      const joined = new Uint8Array(bytes)
      let offset = 0
      for (const payload of payloads) {
        joined.set(payload, offset)
        offset += payload.length
      }
      return { people, numbers: Float64Array.from(numbers), payloads: joined, more }
    },

    /** Forgets what a rolled back transaction may have named, and whom it fenced. */
    forgetRolledBack() {
      names.forget()
      for (const fence of found) fences.delete(fence)
      found = []
    },
  }
}

function internedNames(database: DatabaseSync) {
  const select = database.prepare('SELECT no FROM name WHERE text = ?')
  const selectText = database.prepare('SELECT text FROM name WHERE no = ?')
  const insert = database.prepare('INSERT INTO name (text) VALUES (?)')
  const known = new Map<string, number>()
  const find = (text: string) => {
    const hit = known.get(text)
    if (hit !== undefined) return hit
    const row = select.get(text)
    if (!row) return undefined
    const no = Number(row['no'])
    if (known.size >= 100_000) known.clear()
    known.set(text, no)
    return no
  }
  return {
    find,
    numberOf(text: string): number {
      const there = find(text)
      if (there !== undefined) return there
      const no = Number(insert.run(text).lastInsertRowid)
      known.set(text, no)
      return no
    },
    textOf(no: number): string {
      const row = selectText.get(no)
      if (!row) throw new TypeError(`a body row names an unknown number: ${no}`)
      return String(row['text'])
    },
    forget: () => known.clear(),
  }
}

function textAt(texts: readonly string[], index: number): string {
  const text = texts[index]
  if (text === undefined) throw new RangeError('a batch of appends is cut short')
  return text
}

function numberAt(numbers: readonly number[], index: number): number {
  const number = numbers[index]
  if (number === undefined) throw new RangeError('a batch of appends is cut short')
  return number
}
