import {
  applyRecord,
  emptyMaterial,
  setRecent,
  turns,
  type Material,
  type MaterialId,
  type MaterialLog,
  type MaterialRecord,
} from '@glosa/domain/model'

const rememberedMaterials = 500

/** A material and the hash of its last record. */
export interface LoadedMaterial {
  readonly material: Material
  readonly lastHash: MaterialRecord['hash'] | null
}

/** Materials folded from their logs, the recently used ones remembered. */
export interface Materials {
  /** Folds what happened since it was last loaded. `null` when there is no such material. */
  load(id: MaterialId): Promise<LoadedMaterial | null>
  /** Takes over a record that was just appended. */
  appended(record: MaterialRecord): void
  /** Runs one task per material at a time, in the order of asking. */
  oneAtATime<T>(id: MaterialId, task: () => Promise<T>): Promise<T>
}

export function createMaterials(log: MaterialLog): Materials {
  const remembered = new Map<MaterialId, LoadedMaterial>()
  const oneAtATime = turns<MaterialId>()

  const fold = (id: MaterialId, from: LoadedMaterial, records: readonly MaterialRecord[]): LoadedMaterial => {
    let { material, lastHash } = from
    for (const record of records) {
      if (record.sequence <= material.sequence) continue
      material = applyRecord(material, record)
      lastHash = record.hash
    }
    const loaded = { material, lastHash }
    if (material.sequence > 0) setRecent(remembered, id, loaded, rememberedMaterials)
    return loaded
  }

  return {
    async load(id) {
      const known = remembered.get(id) ?? { material: emptyMaterial(id), lastHash: null }
      const records = await log.read(id, known.material.sequence)
      // Another call may have folded further while this one was reading.
      const newest = remembered.get(id) ?? known
      const loaded = fold(id, newest.material.sequence > known.material.sequence ? newest : known, records)
      return loaded.material.sequence === 0 ? null : loaded
    },
    appended(record) {
      const known = remembered.get(record.materialId) ?? { material: emptyMaterial(record.materialId), lastHash: null }
      if (known.material.sequence === record.sequence - 1) fold(record.materialId, known, [record])
    },
    oneAtATime,
  }
}
