import type { BodyId, BodyLog, BodyRow, ClientOwner, SequencedBodyRow } from '@glosa/domain/model'

interface KeptBody {
  /** Row `sequence` stands at index `sequence - 1`. */
  readonly rows: { readonly row: SequencedBodyRow; readonly writer: string }[]
  /** Writers that found another before them. */
  readonly fenced: Set<string>
  snapshot: { readonly sequence: number; readonly state: Uint8Array; readonly clients: readonly ClientOwner[] } | null
}

export function memoryBodyLog(): BodyLog {
  const bodies = new Map<BodyId, KeptBody>()
  const bodyOf = (bodyId: BodyId) => {
    let body = bodies.get(bodyId)
    if (!body) bodies.set(bodyId, (body = { rows: [], fenced: new Set(), snapshot: null }))
    return body
  }
  return {
    keepsOrder: true,
    async append(bodyId, first, rows, writer) {
      const body = bodyOf(bodyId)
      if (body.fenced.has(writer)) return 'fenced'
      let sequence = first
      for (const row of rows) {
        const there = body.rows[sequence - 1]
        if (there && there.writer !== writer) {
          body.fenced.add(writer)
          return 'fenced'
        }
        if (!there) body.rows[sequence - 1] = { row: sequenced(row, sequence), writer }
        sequence += 1
      }
      return 'appended'
    },
    async load(bodyId) {
      const body = bodies.get(bodyId)
      if (!body) return { snapshot: null, rows: [] }
      return { snapshot: body.snapshot, rows: body.rows.slice(body.snapshot?.sequence ?? 0).map(({ row }) => row) }
    },
    async readRows(bodyId, after, upTo) {
      const rows = bodies.get(bodyId)?.rows ?? []
      return rows.slice(Math.max(0, after), Math.max(0, upTo)).map(({ row }) => row)
    },
    async saveSnapshot(bodyId, sequence, state, clients) {
      const body = bodyOf(bodyId)
      if (body.snapshot && body.snapshot.sequence >= sequence) return
      body.snapshot = { sequence, state: state.slice(), clients: structuredClone(clients) }
    },
  }
}

/** A copy, since the caller may use its buffer again. */
const sequenced = (row: BodyRow, sequence: number): SequencedBodyRow =>
  row.kind === 'update' ? { ...row, payload: row.payload.slice(), sequence } : { ...row, sequence }
