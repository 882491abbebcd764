export * from './citedPlaces.ts'
export * from './settlementTable.ts'
export * from './unitCounts.ts'
