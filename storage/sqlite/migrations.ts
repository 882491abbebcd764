import type { DatabaseSync } from 'node:sqlite'
import { DataFolderTooNew } from '../storageErrors.ts'

/**
 * What was ever done to the tables, in order. Forward only: a released entry is never changed, a new one goes to
 * the end. `PRAGMA user_version` counts the entries done.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE material_record (
    material TEXT NOT NULL, sequence INTEGER NOT NULL, hash TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (material, sequence)
  ) WITHOUT ROWID, STRICT;

  -- Body ids, person ids and writer tokens by number: they stand on every row of a body.
  CREATE TABLE name (no INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;

  -- Clustered by body: a keystroke dirties one page, and a load reads neighbours. Kind: see bodyRowKinds.
  CREATE TABLE body_row (
    body INTEGER NOT NULL, sequence INTEGER NOT NULL, kind INTEGER NOT NULL, person INTEGER NOT NULL,
    at INTEGER NOT NULL, writer INTEGER NOT NULL, payload BLOB,
    PRIMARY KEY (body, sequence)
  ) WITHOUT ROWID, STRICT;

  CREATE TABLE body_snapshot (
    body INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, clients TEXT NOT NULL, state BLOB NOT NULL
  ) STRICT;

  CREATE TABLE card (
    material TEXT PRIMARY KEY, sequence INTEGER NOT NULL, state TEXT NOT NULL, updated_at INTEGER NOT NULL,
    delivery_due_at INTEGER, search_text TEXT NOT NULL, card TEXT NOT NULL
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX card_updated ON card (updated_at DESC, material);
  CREATE INDEX card_delivery ON card (delivery_due_at) WHERE delivery_due_at IS NOT NULL;

  -- Who: 'p' person, 'u' unit or 'r' role, a colon, and its id.
  CREATE TABLE card_audience (who TEXT NOT NULL, material TEXT NOT NULL, PRIMARY KEY (who, material)) WITHOUT ROWID, STRICT;
  CREATE INDEX card_audience_material ON card_audience (material);
  CREATE TABLE card_task (
    who TEXT NOT NULL, material TEXT NOT NULL, task INTEGER NOT NULL, PRIMARY KEY (who, material, task)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX card_task_material ON card_task (material);
  CREATE TABLE card_task_except (
    material TEXT NOT NULL, task INTEGER NOT NULL, person TEXT NOT NULL, PRIMARY KEY (material, task, person)
  ) WITHOUT ROWID, STRICT;

  CREATE TABLE directory (id INTEGER PRIMARY KEY CHECK (id = 1), content TEXT NOT NULL) STRICT;

  CREATE TABLE number_series (
    series TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (series, year)
  ) WITHOUT ROWID, STRICT;

  CREATE TABLE session (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, created_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL, refresh_hash TEXT NOT NULL, previous_refresh_hash TEXT,
    ended_at INTEGER, end_reason TEXT, rest TEXT NOT NULL
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX session_refresh ON session (refresh_hash);
  CREATE INDEX session_previous_refresh ON session (previous_refresh_hash) WHERE previous_refresh_hash IS NOT NULL;
  CREATE INDEX session_person ON session (person);

  CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), tries INTEGER NOT NULL) STRICT;
  INSERT INTO probe VALUES (1, 0);
  `,
  `
  CREATE TABLE office_record (
    log TEXT NOT NULL, sequence INTEGER NOT NULL, hash TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (log, sequence)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX office_log ON office_record (log) WHERE sequence = 1;
  `,
  `
  CREATE TABLE notice (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, at INTEGER NOT NULL, read_at INTEGER,
    mail_channel TEXT, mail_due_at INTEGER, mail_id TEXT, mail_attempts INTEGER, mail_state TEXT, mail_ended_at INTEGER,
    notice TEXT NOT NULL
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX notice_person ON notice (person, at DESC, id);
  CREATE INDEX notice_mail ON notice (mail_due_at) WHERE mail_state = 'waiting';
  CREATE TABLE notice_progress (material TEXT PRIMARY KEY, sequence INTEGER NOT NULL, wake_at INTEGER) WITHOUT ROWID, STRICT;
  CREATE INDEX notice_wake ON notice_progress (wake_at) WHERE wake_at IS NOT NULL;

  CREATE TABLE search_material (material TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE search_audience (
    who TEXT NOT NULL, material TEXT NOT NULL, PRIMARY KEY (who, material)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX search_audience_material ON search_audience (material);
  CREATE TABLE search_entry (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, material TEXT NOT NULL, kind TEXT NOT NULL, weight INTEGER NOT NULL,
    part TEXT, comment TEXT, at INTEGER NOT NULL, text TEXT NOT NULL, fingerprint TEXT NOT NULL
  ) STRICT;
  CREATE INDEX search_entry_material ON search_entry (material);
  -- Folded words by the number of their entry, split before they come here: 'ascii' takes every other letter as one.
  CREATE VIRTUAL TABLE search_words USING fts5(
    words, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = 'ascii'
  );
  `,
  `
  CREATE TABLE factor (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, created_at INTEGER NOT NULL,
    last_used_at INTEGER, revision INTEGER NOT NULL, data TEXT NOT NULL
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX factor_person ON factor (person);

  CREATE TABLE short_lived (key TEXT PRIMARY KEY, text TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE short_lived_count (
    key TEXT PRIMARY KEY, count INTEGER NOT NULL, until INTEGER NOT NULL
  ) WITHOUT ROWID, STRICT;
  `,
  `
  -- Cards say in other words whom they are for: they are made anew from the histories.
  DELETE FROM card;
  DELETE FROM card_audience;
  DELETE FROM card_task;
  DELETE FROM card_task_except;

  CREATE TABLE search_rowid (id INTEGER PRIMARY KEY) STRICT;
  `,
  `
  ALTER TABLE card ADD COLUMN round_due_at INTEGER;
  CREATE INDEX card_round ON card (round_due_at) WHERE round_due_at IS NOT NULL;
  `,
]

/**
 * Brings the tables up to date, one transaction for each migration, so that a crash leaves a whole number of them.
 * @throws DataFolderTooNew when a newer release was here
 */
export function migrate(database: DatabaseSync, all: readonly string[] = migrations): void {
  const row = database.prepare('PRAGMA user_version').get()
  const done = Number(row?.['user_version'] ?? 0)
  if (done > all.length) {
    throw new DataFolderTooNew(
      `The data were written by a newer release (tables of version ${done}, this release knows ${all.length}). Use that release, or a backup.`,
    )
  }
  for (const [index, sql] of all.entries()) {
    if (index < done) continue
    database.exec('BEGIN IMMEDIATE')
    try {
      database.exec(sql)
      database.exec(`PRAGMA user_version = ${index + 1}`)
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }
}
