/**
 * What the rules said of every compared pair, kept so that another import compares only what is new, and how two
 * related reports belong together.
 */
export const findings = {
  version: 2,
  sql: `
ALTER TABLE pair ADD COLUMN relation TEXT;

-- One row: under which rules the findings were made. Without it there are none.
CREATE TABLE comparison (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  rules TEXT NOT NULL
) STRICT;

CREATE TABLE finding (
  record_a TEXT NOT NULL REFERENCES record (id),
  record_b TEXT NOT NULL REFERENCES record (id),
  rule TEXT NOT NULL,
  probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  PRIMARY KEY (record_a, record_b),
  CHECK (record_a < record_b)
) STRICT, WITHOUT ROWID;
`,
} as const
