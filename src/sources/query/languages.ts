/** Languages of publication: ISO 639-1 code, English name, ISO 639-2/B code. */
const languages: readonly (readonly [string, string, string])[] = [
  ['ar', 'Arabic', 'ara'],
  ['ca', 'Catalan', 'cat'],
  ['cs', 'Czech', 'cze'],
  ['da', 'Danish', 'dan'],
  ['de', 'German', 'ger'],
  ['el', 'Greek', 'gre'],
  ['en', 'English', 'eng'],
  ['es', 'Spanish', 'spa'],
  ['fa', 'Persian', 'per'],
  ['fi', 'Finnish', 'fin'],
  ['fr', 'French', 'fre'],
  ['he', 'Hebrew', 'heb'],
  ['hr', 'Croatian', 'hrv'],
  ['hu', 'Hungarian', 'hun'],
  ['id', 'Indonesian', 'ind'],
  ['it', 'Italian', 'ita'],
  ['ja', 'Japanese', 'jpn'],
  ['ko', 'Korean', 'kor'],
  ['nl', 'Dutch', 'dut'],
  ['no', 'Norwegian', 'nor'],
  ['pl', 'Polish', 'pol'],
  ['pt', 'Portuguese', 'por'],
  ['ro', 'Romanian', 'rum'],
  ['ru', 'Russian', 'rus'],
  ['sk', 'Slovak', 'slo'],
  ['sl', 'Slovenian', 'slv'],
  ['sr', 'Serbian', 'srp'],
  ['sv', 'Swedish', 'swe'],
  ['tr', 'Turkish', 'tur'],
  ['uk', 'Ukrainian', 'ukr'],
  ['zh', 'Chinese', 'chi'],
]

const byAnyName = new Map(
  languages.flatMap(([code, name, three]) => [
    [code, code],
    [name.toLowerCase(), code],
    [three, code],
  ]),
)
const byCode = new Map(languages.map((entry) => [entry[0], entry]))

/** The ISO 639-1 code for a code or English name in any case; undefined for a language not in the table. */
export const languageCode = (text: string): string | undefined => byAnyName.get(text.trim().toLowerCase())

/** "English" for `en`; a code that is not in the table stays as it is. */
export const languageName = (code: string): string => byCode.get(code)?.[1] ?? code

/** `eng` for `en` (ISO 639-2/B, as MEDLINE has it); a code that is not in the table stays as it is. */
export const languageCode3 = (code: string): string => byCode.get(code)?.[2] ?? code
