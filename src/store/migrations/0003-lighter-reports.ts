/**
 * Writing reports costs a third of what it did. A report of one record has no merged view of its own: it is its
 * record. The words that search reads are taken from the views, not kept a second time. The index is kept up by
 * the code that changes reports, a thousand in one statement: after every row that a trigger adds, FTS5 writes out
 * what it has gathered. Pairs and findings are made anew from the records and refer to nothing else, so nothing
 * is looked up when they are written.
 */
export const lighterReports = {
  version: 3,
  sql: `
DROP TRIGGER report_added;
DROP TRIGGER report_removed;
DROP TABLE report_text;

-- Null where the report is one record and nothing else.
ALTER TABLE report ADD COLUMN merged TEXT CHECK (json_valid(merged));
UPDATE report SET merged = view
WHERE (SELECT count(*) FROM report_record WHERE report_record.report = report.id) <> 1;
ALTER TABLE report DROP COLUMN view;
ALTER TABLE report DROP COLUMN title;
ALTER TABLE report DROP COLUMN abstract;
ALTER TABLE report DROP COLUMN keywords;
ALTER TABLE report DROP COLUMN year;

CREATE VIRTUAL TABLE report_text USING fts5 (
  title, abstract, keywords, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
INSERT INTO report_text (report_text, rank) VALUES ('hashsize', 67108864);
INSERT INTO report_text (rowid, title, abstract, keywords)
SELECT
  at, nfc(json_extract(said, '$.title')), nfc(json_extract(said, '$.abstract')),
  nfc((SELECT group_concat(value, '; ') FROM json_each(said, '$.keywords')))
FROM (
  SELECT report.rowid AS at, coalesce(report.merged, record.entry) AS said
  FROM report
  LEFT JOIN report_record ON report.merged IS NULL AND report_record.report = report.id
  LEFT JOIN record ON record.id = report_record.record
);

CREATE TABLE lighter_pair (
  record_a TEXT NOT NULL,
  record_b TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('merged', 'doubtful', 'related')),
  probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  rank INTEGER NOT NULL,
  relation TEXT,
  PRIMARY KEY (record_a, record_b),
  CHECK (record_a < record_b)
) STRICT, WITHOUT ROWID;
INSERT INTO lighter_pair (record_a, record_b, outcome, probability, rule, reason, rank, relation)
SELECT record_a, record_b, outcome, probability, rule, reason, rank, relation FROM pair;
DROP TABLE pair;
ALTER TABLE lighter_pair RENAME TO pair;

CREATE TABLE lighter_finding (
  record_a TEXT NOT NULL,
  record_b TEXT NOT NULL,
  rule TEXT NOT NULL,
  probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  PRIMARY KEY (record_a, record_b),
  CHECK (record_a < record_b)
) STRICT, WITHOUT ROWID;
INSERT INTO lighter_finding (record_a, record_b, rule, probability)
SELECT record_a, record_b, rule, probability FROM finding;
DROP TABLE finding;
ALTER TABLE lighter_finding RENAME TO finding;
`,
} as const
