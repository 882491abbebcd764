// Builds FerretDB 1.24 with Go into .cache/ferretdb, for the tests of the MongoDB adapter. Does nothing when it is there.
// Runs on Node 20 and newer without dependencies. Usage: node scripts/build-ferretdb.mjs
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const version = 'v1.24.0'
const modulePath = 'github.com/FerretDB/FerretDB'
const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), '.cache', 'ferretdb')
const binary = join(folder, `ferretdb-${version}`)

if (existsSync(binary)) {
  console.log(`FerretDB ${version} is there: ${binary}`)
} else {
  build()
}

function build() {
  const go = spawnSync('go', ['version'], { encoding: 'utf8' })
  if (go.error || go.status !== 0) {
    console.error('FerretDB cannot be built: Go 1.22 or newer is missing (Debian: apt-get install golang-go).')
    process.exit(1)
  }
  console.log(`Building FerretDB ${version} with ${go.stdout.trim()}; this takes some minutes, once.`)
  mkdirSync(folder, { recursive: true })
  // In our own checkout, Go would stamp our commit into the binary, and FerretDB refuses to start with a foreign one.
  const flags = ['-buildvcs=false', '-trimpath', '-ldflags=-s -w']
  const download = execFileSync('go', ['mod', 'download', '-json', `${modulePath}@${version}`], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const source = JSON.parse(download).Dir
  const work = mkdtempSync(join(folder, 'build-'))
  try {
    cpSync(source, work, { recursive: true })
    makeWritable(work)
    // Not in the module, required when FerretDB is the main module of a build.
    writeFileSync(join(work, 'build', 'version', 'version.txt'), `${version}\n`)
    execFileSync('go', ['build', ...flags, '-o', join(work, 'ferretdb.new'), './cmd/ferretdb'], {
      cwd: work,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    renameSync(join(work, 'ferretdb.new'), binary)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  console.log(`Built ${binary}`)
}

/** Files of Go's module cache are read-only, and so are their copies. */
function makeWritable(folder) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) makeWritable(path)
    else chmodSync(path, 0o644)
  }
}
