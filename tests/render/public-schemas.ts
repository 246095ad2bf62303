import type { SchemaObject } from 'ajv'

/*
 * What the public schemas of CSL-JSON and DataCite ask, restated as JSON Schema: their keys, kinds of value and
 * closed lists of words, the parts that a map's files could use. Both schemas refuse every other key, and so do
 * these. That of CITATION.cff comes whole with the package cffjs.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/)
const text: SchemaObject = { type: 'string' }
const textOrNumber: SchemaObject = { type: ['string', 'number'] }
const each = (names: string, schema: SchemaObject): Record<string, SchemaObject> =>
  Object.fromEntries(words(names).map((name) => [name, schema]))
const closed = (properties: Record<string, SchemaObject>, required = ''): SchemaObject => ({
  type: 'object',
  properties,
  additionalProperties: false,
  required: required === '' ? [] : words(required),
})
const list = (items: SchemaObject, more: SchemaObject = {}): SchemaObject => ({
  type: 'array',
  items,
  uniqueItems: true,
  ...more,
})

const cslName = closed({
  ...each('family given dropping-particle non-dropping-particle suffix literal', text),
  ...each('comma-suffix static-ordering parse-names', { type: ['string', 'number', 'boolean'] }),
})
const cslDate = closed({
  'date-parts': {
    type: 'array',
    minItems: 1,
    maxItems: 2,
    items: { type: 'array', minItems: 1, maxItems: 3, items: textOrNumber },
  },
  season: textOrNumber,
  circa: { type: ['string', 'number', 'boolean'] },
  ...each('literal raw edtf', text),
})

/** CSL-JSON: csl-data.json of citation-style-language/schema, version 1.0.2 (MIT). */
export const cslData: SchemaObject = {
  type: 'array',
  items: closed(
    {
      id: textOrNumber,
      type: {
        enum: words(
          `article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
          dataset document entry entry-dictionary entry-encyclopedia figure graphic hearing interview legal_case
          legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance
          periodical personal_communication post post-weblog regulation report review review-book software song
          speech standard thesis treaty webpage`,
        ),
      },
      categories: { type: 'array', items: text },
      ...each(
        `author chair collection-editor compiler composer container-author contributor curator director editor
        editorial-director executive-producer guest host interviewer illustrator narrator organizer original-author
        performer producer recipient reviewed-author script-writer series-creator translator`,
        { type: 'array', items: cslName },
      ),
      ...each('accessed available-date event-date issued original-date submitted', cslDate),
      ...each(
        `chapter-number citation-number collection-number edition first-reference-note-number issue locator number
        number-of-pages number-of-volumes page page-first part printing supplement volume`,
        textOrNumber,
      ),
      ...each(
        `language journalAbbreviation shortTitle abstract annote archive archive_collection archive_location
        archive-place authority call-number citation-key citation-label collection-title container-title
        container-title-short dimensions division DOI event event-title event-place genre ISBN ISSN jurisdiction
        keyword medium note original-publisher original-publisher-place original-title part-title PMCID PMID
        publisher publisher-place references reviewed-genre reviewed-title scale section source status title
        title-short URL version volume-title volume-title-short year-suffix`,
        text,
      ),
      custom: { type: 'object' },
    },
    'type id',
  ),
}

const uri: SchemaObject = { type: 'string', format: 'uri' }
const creator = closed(
  {
    ...each('name givenName familyName lang', text),
    nameType: { enum: words('Organizational Personal') },
    nameIdentifiers: list(
      closed(
        { ...each('nameIdentifier nameIdentifierScheme', text), schemeUri: uri },
        'nameIdentifier nameIdentifierScheme',
      ),
    ),
    affiliation: list(
      closed(
        { ...each('name affiliationIdentifier affiliationIdentifierScheme', text), schemeUri: uri },
        'name',
      ),
    ),
  },
  'name',
)
const resourceTypeGeneral: SchemaObject = {
  enum: words(
    `Audiovisual Book BookChapter Collection ComputationalNotebook ConferencePaper ConferenceProceeding DataPaper
    Dataset Dissertation Event Image Instrument InteractiveResource Journal JournalArticle Model
    OutputManagementPlan PeerReview PhysicalObject Preprint Report Service Software Sound Standard
    StudyRegistration Text Workflow Other Award Project`,
  ),
}

/**
 * DataCite 4.6 as JSON: datacite-v4.6.json of inveniosoftware/datacite (BSD), without contributors, related items,
 * places and funders, which a map's file never has: here they count as unknown keys.
 */
export const datacite: SchemaObject = closed(
  {
    doi: { type: 'string', pattern: '^10[.][0-9]{4,9}[/][^\\s]+$' },
    url: uri,
    creators: list(creator, { minItems: 1, uniqueItems: false }),
    titles: list(
      closed(
        {
          ...each('title lang', text),
          titleType: { enum: words('AlternativeTitle Subtitle TranslatedTitle Other') },
        },
        'title',
      ),
      { minItems: 1 },
    ),
    publisher: closed(
      { ...each('name publisherIdentifier publisherIdentifierScheme lang', text), schemeUri: uri },
      'name',
    ),
    publicationYear: { type: 'string', pattern: '^[0-9]{4}$' },
    types: closed({ resourceType: text, resourceTypeGeneral }, 'resourceTypeGeneral'),
    subjects: list(
      closed(
        { ...each('subject subjectScheme classificationCode lang', text), schemeUri: uri, valueUri: uri },
        'subject',
      ),
    ),
    dates: list(
      closed(
        {
          date: { type: 'string', anyOf: [{ format: 'date' }, { pattern: '^\\d{4}(-\\d\\d)?$' }] },
          dateType: {
            enum: words(
              'Accepted Available Copyrighted Collected Coverage Created Issued Submitted Updated Valid Withdrawn Other',
            ),
          },
          dateInformation: text,
        },
        'date dateType',
      ),
    ),
    language: text,
    alternateIdentifiers: list(
      closed(
        each('alternateIdentifier alternateIdentifierType', text),
        'alternateIdentifier alternateIdentifierType',
      ),
    ),
    relatedIdentifiers: {
      type: 'array',
      items: closed(
        {
          relatedIdentifier: text,
          relatedIdentifierType: {
            enum: words(
              'ARK arXiv bibcode CSTR DOI EAN13 EISSN Handle IGSN ISBN ISSN ISTC LISSN LSID PMID PURL RRID UPC URL URN w3id',
            ),
          },
          relationType: {
            enum: words(
              `IsCitedBy Cites IsCollectedBy Collects IsSupplementTo IsSupplementedBy IsContinuedBy Continues
              IsDescribedBy Describes HasMetadata IsMetadataFor HasVersion IsVersionOf IsNewVersionOf IsPartOf
              IsPreviousVersionOf IsPublishedIn HasPart IsReferencedBy References IsDocumentedBy Documents
              IsCompiledBy Compiles IsVariantFormOf IsOriginalFormOf IsIdenticalTo IsReviewedBy Reviews
              IsDerivedFrom IsSourceOf IsRequiredBy Requires IsObsoletedBy Obsoletes HasTranslation IsTranslationOf`,
            ),
          },
          resourceTypeGeneral,
        },
        'relatedIdentifier relatedIdentifierType relationType',
      ),
    },
    sizes: list(text),
    formats: list(text),
    version: text,
    rightsList: list(
      closed({
        ...each('rights rightsIdentifier rightsIdentifierScheme lang', text),
        ...each('rightsUri schemeUri', uri),
      }),
    ),
    descriptions: list(
      closed(
        {
          ...each('description lang', text),
          descriptionType: {
            enum: words('Abstract Methods SeriesInformation TableOfContents TechnicalInfo Other'),
          },
        },
        'description descriptionType',
      ),
    ),
    schemaVersion: { const: 'http://datacite.org/schema/kernel-4' },
  },
  'creators titles publisher publicationYear types schemaVersion',
)
