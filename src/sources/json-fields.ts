/** Reading JSON whose shape cannot be trusted: what is not as expected is simply not there. */
export type Fields = Readonly<Record<string, unknown>>

/** The object in a JSON text, or undefined when it is not JSON or no object. */
export function parseObject(json: string): Fields | undefined {
  try {
    return asFields(JSON.parse(json))
  } catch {
    return undefined
  }
}

export function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

export const field = (of: Fields | undefined, name: string): Fields | undefined => asFields(of?.[name])

/** A non-empty string (numbers are printed), trimmed. */
export function textAt(of: Fields | undefined, name: string): string | undefined {
  const value = of?.[name]
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return undefined
  const trimmed = value.trim()
  return trimmed === '' ? undefined : trimmed
}

/** A whole number, also from a string of digits. */
export function countAt(of: Fields | undefined, name: string): number | undefined {
  const value = of?.[name]
  if (typeof value === 'number' && Number.isInteger(value)) return value
  return typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : undefined
}

export function listAt(of: Fields | undefined, name: string): readonly unknown[] {
  const value = of?.[name]
  return Array.isArray(value) ? value : []
}

export function fieldsAt(of: Fields | undefined, name: string): readonly Fields[] {
  return listAt(of, name).flatMap((item) => {
    const fields = asFields(item)
    return fields === undefined ? [] : [fields]
  })
}

/** The non-empty strings of a list, or a single string as a list of one. */
export function textsAt(of: Fields | undefined, name: string): readonly string[] {
  const value = of?.[name]
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()]
  return listAt(of, name).flatMap((item) =>
    typeof item === 'string' && item.trim() !== '' ? [item.trim()] : [],
  )
}
