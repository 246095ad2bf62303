import { describe, expect, test } from 'vitest'
import { Containers } from '../../src/dedupe/container.ts'
import { authorsCard, compareAuthors } from '../../src/dedupe/names.ts'
import {
  compareIssues,
  comparePages,
  compareVolumes,
  numberingCard,
  pagesCard,
} from '../../src/dedupe/numbering.ts'
import { compareTitles } from '../../src/dedupe/compare-titles.ts'
import { titleCard, titleMark } from '../../src/dedupe/title.ts'
import { parseName } from '../../src/domain/person-name.ts'

const authors = (list: string): ReturnType<typeof authorsCard> =>
  authorsCard(list.split('; ').flatMap((name) => parseName(name) ?? []))

test.each([
  ['221-8', '221-228', 'same'],
  ['S178-S181', 'S178', 'same'],
  ['901-7; quiz 907', '901-907', 'same'],
  ['083-087', '83-87', 'same'],
  ['945-948', '948-961', 'near'],
  ['1-17', '566-582', 'near'],
  ['21-Aug', '21-28', 'missing'],
  ['S417-S429', 'Suppl-29', 'missing'],
  ['S334', 'A254-A255', 'different'],
  ['7-34', '47-65', 'different'],
  ['215 p', '1524', 'missing'],
  ['no pagination', '12', 'missing'],
  ['5-10', '', 'missing'],
])('pages %s and %s: %s', (a, b, agreement) => {
  expect(comparePages(pagesCard(a), pagesCard(b))).toBe(agreement)
  expect(comparePages(pagesCard(b), pagesCard(a))).toBe(agreement)
})

test.each([
  ['65 (Supplement 1)', '', '65', 'Supplement 1', 'same', 'same'],
  ['30 (11)', '', '30', '11', 'same', 'same'],
  ['2)', '', '65', 'SUPPL. 2', 'missing', 'same'],
  ['4', '', '', '4', 'near', 'missing'],
  ['65', '1', '66', '1', 'different', 'same'],
  ['LXV', '2', '65', '3', 'same', 'different'],
  ['2014', '3', '12', '3', 'missing', 'same'],
  ['400', '01-Feb', '400', '1-2', 'same', 'same'],
])('volume %s issue %s and volume %s issue %s: %s, %s', (v1, i1, v2, i2, volume, issue) => {
  const [a, b] = [numberingCard(v1, i1, 2014), numberingCard(v2, i2, 2014)]
  expect([compareVolumes(a, b), compareIssues(a, b)]).toEqual([volume, issue])
  expect([compareVolumes(b, a), compareIssues(b, a)]).toEqual([volume, issue])
})

test.each([
  ['Abrahao, Bruno; Parigi, Paolo; Gupta, Alok', 'B. Abrahao; P. Parigi; A. Gupta', 'same'],
  ['Tan A.Schulze A.O’Donnell C. P.Davis P. G.', 'Tan, A.; Schulze, A.; O’Donnell, C.; Davis, P.', 'same'],
  ['De Breucker, Sandra; Herzog, Gertraud', 'de Breucker S; Herzog G', 'same'],
  ['Wright Jr., T C; Schiffman, M', 'Wright, T. C.; Schiffman, M.', 'same'],
  ['Böhm, Christian', 'B?hm, Christian', 'same'],
  ['Smith, John', 'Smith, Anna', 'some'],
  ['Snodgrass, Richard', 'Ross, Kenneth; Johnson, Theodore; Snodgrass, Richard', 'first'],
  ['Ross, Kenneth', 'Ailamaki, Anastassia', 'different'],
  ['Anonymous', 'Ross, Kenneth', 'missing'],
])('authors %s and %s: %s', (a, b, agreement) => {
  expect(compareAuthors(authors(a), authors(b)).authors).toBe(agreement)
  expect(compareAuthors(authors(b), authors(a)).authors).toBe(agreement)
})

test.each([
  ['BMJ', 'BMJ (Clinical research ed.)', 'same'],
  ['Lancet (London, England)', 'The Lancet', 'same'],
  ['CMAJ', 'Canadian Medical Association Journal', 'same'],
  ['J Clin Epidemiol', 'Journal of Clinical Epidemiology', 'same'],
  ['Zhongguo zhen jiu [Chinese acupuncture & moxibustion]', 'Chinese Acupuncture and Moxibustion', 'same'],
  ['Heart. Conference: British Atherosclerosis Society', 'Heart', 'same'],
  ['Brain: A Journal of Neurology', 'Brain', 'same'],
  ['The VLDB Journal — The International Journal on Very Large Data Bases', 'VLDB J.', 'same'],
  ['ACM SIGMOD Record', 'SIGMOD Record', 'similar'],
  ['Stroke', 'Brain Injury', 'different'],
  ['Diabetes', 'Diabetologia', 'different'],
  [undefined, 'Heart', 'missing'],
])('containers %s and %s: %s', (a, b, agreement) => {
  const containers = new Containers()
  const [x, y] = [containers.card(a, undefined), containers.card(b, undefined)]
  expect(containers.compare(x, y)).toBe(agreement)
  expect(containers.compare(y, x)).toBe(agreement)
})

test.each([
  ['[Protective effects of incretin]. [Japanese]', 'Protective effects of incretin', 'equal'],
  ['Update on infection. [Review] [33 refs]', 'Update on infection', 'equal'],
  ['T262. Robot-assisted gait in adults', 'Robot-assisted gait in adults', 'equal'],
  ['Robot-assisted gait.[Erratum appears in Brain. 2010 May;2(4):1]', 'Robot-assisted gait', 'equal'],
  ['RETRACTED: Ileal hyperplasia in children', 'Ileal hyperplasia in children', 'equal'],
  ['Unilateral neglect in stroke', 'Unilateral neglect in stroke: a comparative study', 'contained'],
  ['Exercise for osteoarthritis of the knee', 'Exercise for osteoarthritis of the hip', 'close'],
  ['Statistics notes', 'Absence of evidence', 'different'],
  ['', 'Absence of evidence', 'missing'],
])('titles %s and %s: %s', (a, b, agreement) => {
  expect(compareTitles(titleCard(a), titleCard(b)).title).toBe(agreement)
  expect(compareTitles(titleCard(b), titleCard(a)).title).toBe(agreement)
})

describe('numbers in titles', () => {
  test.each([
    ['Database tuning (part I)', 'Database tuning (part II)', true],
    ['Cancer statistics, 2019', 'Cancer statistics, 2020', true],
    ['Complications in type 2 diabetes of old age', 'Complications in type II diabetes of old age', false],
    ['Vitamin D for bones', 'Vitamin A for bones', true],
    ['The p53 protein in colon cancer', 'The p16 protein in colon cancer', true],
    ['Trial of zinc in children', 'Trial of zinc in adults', false],
  ])('%s / %s differ: %s', (a, b, differ) => {
    expect(compareTitles(titleCard(a), titleCard(b)).numbersDiffer).toBe(differ)
  })
})

test.each([
  ['Corrigendum to "Differences between younger and older individuals"', titleMark.correction],
  ['Genetics and sarcopenia (vol 360, pg 542, 2009)', titleMark.correction],
  ['Comment on "Estimating the reproducibility of psychological science"', titleMark.comment],
  ['Stroke and aphasia: authors’ reply', titleMark.comment],
  ['Editorial', titleMark.editorial],
  ['Introduction to the Minitrack on Crowdsourcing', titleMark.editorial],
  ['Retraction--Ileal hyperplasia in children', titleMark.retraction],
  ['RETRACTED: Ileal hyperplasia in children', 0],
  ['Corrections officers and mental health', 0],
  ['Robot-assisted gait in adults', 0],
])('%s is marked %i', (title, marks) => {
  expect(titleCard(title).marks).toBe(marks)
})
