// Verifies an export of the audit log without the server: node scripts/verifyAudit.mjs FILE [HASH OF THE LAST RECORD]
// Runs on Node 20 and newer without dependencies. Ends with 0 when everything fits, with 1 when something does not, and
// with 2 when the file cannot be read.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** JSON with sorted names and no spaces (RFC 8785); numbers and strings are written as JSON.stringify does. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

const hashOf = (record) => {
  const unhashed = Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'hash'))
  return createHash('sha256').update(canonical(unhashed)).digest('hex')
}

/** What is wrong with a record after the one before it; null when it fits. */
function faultOf(record, last, isSelection) {
  if (record === null || typeof record !== 'object' || !Number.isInteger(record.sequence)) return 'is no record'
  if (hashOf(record) !== record.hash) return `${record.sequence} was changed: its hash does not fit`
  if (last === null) {
    return record.sequence === 1 && record.previous !== null ? '1 names a record before it' : null
  }
  if (record.sequence <= last.sequence) return `${record.sequence} comes after ${last.sequence}`
  if (record.sequence > last.sequence + 1) {
    return isSelection ? null : `${last.sequence + 1} is missing: after ${last.sequence} comes ${record.sequence}`
  }
  return record.previous === last.hash ? null : `${record.sequence} does not name the hash of ${last.sequence}`
}

async function verify(path, wantedLast) {
  let selection = null
  let first = null
  let last = null
  let count = 0
  let gaps = 0
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (line.trim() === '') continue
    let record
    try {
      record = JSON.parse(line)
    } catch {
      return `Line ${count + 1} is not JSON.`
    }
    if (count === 0 && selection === null && record !== null && typeof record === 'object' && 'selection' in record) {
      selection = record
      continue
    }
    const fault = faultOf(record, last, selection !== null)
    if (fault !== null) return `Broken: record ${fault}.`
    if (last !== null && record.sequence > last.sequence + 1) gaps += 1
    first ??= record
    last = record
    count += 1
  }
  if (selection !== null && selection.records !== count) {
    return `Broken: the selection says ${selection.records} records, and there are ${count}.`
  }
  if (wantedLast !== undefined && last?.hash !== wantedLast) {
    return `Broken: the last record has the hash ${last?.hash ?? '(none)'}, not ${wantedLast}.`
  }
  if (selection !== null) console.log(`A selection, not the whole log: ${JSON.stringify(selection.selection)}`)
  console.log(
    `In order: ${count} records` + (last === null ? '' : `, ${first.sequence} to ${last.sequence}`) + `, ${gaps} gaps.`,
  )
  if (last !== null) console.log(`Hash of the last record: ${last.hash}`)
  return null
}

const [path, wantedLast] = process.argv.slice(2)
if (path === undefined) {
  console.error('Usage: node scripts/verifyAudit.mjs FILE [HASH OF THE LAST RECORD]')
  process.exitCode = 2
} else {
  try {
    const fault = await verify(path, wantedLast)
    if (fault !== null) console.error(fault)
    process.exitCode = fault === null ? 0 : 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 2
  }
}
