/** The first schema of a review's SQLite file. A released migration never changes; the next one gets a number. */
export const foundation = {
  version: 1,
  sql: `
CREATE TABLE search (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  entry TEXT NOT NULL CHECK (json_valid(entry)),
  retrieved INTEGER CHECK (retrieved >= 0)
) STRICT;

CREATE TABLE record (
  id TEXT PRIMARY KEY,
  search TEXT NOT NULL REFERENCES search (id),
  source TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position > 0),
  source_key TEXT,
  format TEXT NOT NULL,
  title TEXT,
  year INTEGER,
  doi TEXT,
  entry TEXT NOT NULL CHECK (json_valid(entry)),
  raw TEXT NOT NULL
) STRICT;

CREATE TABLE problem (
  id INTEGER PRIMARY KEY,
  search TEXT NOT NULL REFERENCES search (id),
  line INTEGER,
  entry TEXT NOT NULL CHECK (json_valid(entry))
) STRICT;
CREATE INDEX problem_search ON problem (search);

CREATE TABLE report (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT,
  abstract TEXT,
  keywords TEXT,
  year INTEGER,
  view TEXT NOT NULL CHECK (json_valid(view))
) STRICT;

CREATE TABLE report_record (
  record TEXT PRIMARY KEY REFERENCES record (id),
  report TEXT NOT NULL REFERENCES report (id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX report_record_report ON report_record (report);

CREATE TABLE pair (
  record_a TEXT NOT NULL REFERENCES record (id),
  record_b TEXT NOT NULL REFERENCES record (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('merged', 'doubtful', 'related')),
  probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  rank INTEGER NOT NULL,
  PRIMARY KEY (record_a, record_b),
  CHECK (record_a < record_b)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
  id TEXT PRIMARY KEY,
  coder TEXT NOT NULL CHECK (coder <> ''),
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  report TEXT,
  entry TEXT NOT NULL CHECK (json_valid(entry))
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_report ON decision (report);

CREATE VIRTUAL TABLE report_text USING fts5 (
  title, abstract, keywords, content = 'report', content_rowid = 'rowid', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE TRIGGER report_added AFTER INSERT ON report BEGIN
  INSERT INTO report_text (rowid, title, abstract, keywords)
  VALUES (new.rowid, new.title, new.abstract, new.keywords);
END;
CREATE TRIGGER report_removed AFTER DELETE ON report BEGIN
  INSERT INTO report_text (report_text, rowid, title, abstract, keywords)
  VALUES ('delete', old.rowid, old.title, old.abstract, old.keywords);
END;

-- What people decided and what sources said is only ever added to.
CREATE TRIGGER decision_unchanged BEFORE UPDATE ON decision BEGIN
  SELECT raise(ABORT, 'decisions are append-only');
END;
CREATE TRIGGER decision_kept BEFORE DELETE ON decision BEGIN
  SELECT raise(ABORT, 'decisions are append-only');
END;
CREATE TRIGGER decision_not_replaced BEFORE INSERT ON decision
WHEN EXISTS (SELECT 1 FROM decision WHERE id = new.id) BEGIN
  SELECT raise(IGNORE);
END;
CREATE TRIGGER record_not_replaced BEFORE INSERT ON record
WHEN EXISTS (SELECT 1 FROM record WHERE id = new.id) BEGIN
  SELECT raise(IGNORE);
END;
CREATE TRIGGER record_unchanged BEFORE UPDATE ON record BEGIN
  SELECT raise(ABORT, 'records never change after import');
END;
CREATE TRIGGER record_kept BEFORE DELETE ON record BEGIN
  SELECT raise(ABORT, 'records never change after import');
END;
`,
} as const
