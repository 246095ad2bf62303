/**
 * Words that reports use for one and the same thing whatever a review is about: who took part, how a study was
 * made, where. A codebook says "Aged" or "Older people", authors write "elderly"; spelling differs between
 * countries. Only words that seldom mean something else; what belongs to one subject belongs in its codebook.
 */
const groups: readonly string[] = [
  // people
  'female females woman women girl girls',
  'male males man men boy boys',
  'adult adults',
  'aged elderly older geriatric seniors',
  'adolescent adolescents adolescence teenager teenagers teens youth youths',
  'child children childhood paediatric pediatric paediatrics pediatrics',
  'infant infants infancy baby babies toddler toddlers',
  'newborn newborns neonate neonates neonatal',
  'pregnancy pregnancies pregnant',
  'mother mothers maternal',
  'father fathers paternal',
  'parent parents parental parenting',
  'family families familial',
  'caregiver caregivers carer carers',
  'student students pupil pupils',
  'teacher teachers',
  'doctor doctors physician physicians',
  'nurse nurses nursing',
  'volunteer volunteers volunteering voluntary',
  'citizen citizens civic',
  'migrant migrants immigrant immigrants refugee refugees',
  'animal animals rat rats mouse mice',
  // how a study was made
  'randomised randomized randomly randomisation randomization rct rcts',
  'crossover',
  'review reviews overview overviews',
  'survey surveys questionnaire questionnaires',
  'interview interviews interviewed interviewees',
  'qualitative ethnographic ethnography',
  'simulation simulations simulated',
  'longitudinal panel',
  'measurement measurements measure measures measured',
  'rating ratings score scores scale scales',
  // what is found
  'cost costs economic economics expenditure',
  'mortality death deaths',
  'satisfaction satisfied',
  'recurrence recurrent relapse relapses',
  // what it is about
  'drug drugs medication medications',
  'disease diseases illness illnesses disorder disorders',
  'cancer cancers neoplasm neoplasms tumour tumours tumor tumors malignancy malignancies',
  'combination combined combinations',
  'online internet web',
  'behaviour behaviours behavior behaviors behavioural behavioral',
  'programme programmes program programs',
  'organisation organisations organization organizations organisational organizational',
  'government governments governmental',
  'rural village villages',
  'urban city cities',
]

const known = new Map<string, readonly string[]>()
for (const group of groups) {
  const words = group.split(' ')
  for (const word of words) known.set(word, words)
}

/** The words that commonly stand for the same as a folded word, with itself; only itself where none is known. */
export const commonWordsFor = (word: string): readonly string[] => known.get(word) ?? [word]

/**
 * The singular of an English plural, by Harman's three rules (1991, doi:10.1002/(SICI)1097-4571(199101)42:1<7);
 * any other word as it is. "studies" is "study", "agents" is "agent", "analysis" and "virus" stay.
 */
export function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies') && !/[ae]ies$/.test(word)) return `${word.slice(0, -3)}y`
  if (word.length > 3 && word.endsWith('s') && !/(?:us|ss|is)$/.test(word)) return word.slice(0, -1)
  return word
}

/** Words that join others and say nothing by themselves. */
const joining = new Set(
  'a an and as at by for from in into of off on or over per the to under via with without'.split(' '),
)
export const isJoining = (word: string): boolean => joining.has(word)

/** Words of a code's name that say only what kind of thing it is, or that it is the rest: authors leave them out. */
const faint = new Set(
  (
    'agent agents approach approaches article articles design designs factor factors general index kind kinds ' +
    'method methods mixed multiple nature not none no other others paper papers related relationship research ' +
    'scale scales several specified stated study studies system systems topic type types unclear unspecified yes'
  ).split(' '),
)
export const isFaint = (word: string): boolean => faint.has(word)
