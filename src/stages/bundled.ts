import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

/** The package's own folder: above `dist` in an installed copy, above `src` in development. */
const packageFolder = fileURLToPath(new URL('../..', import.meta.url))

/** Names of the codebooks that come with lacuna. */
export function bundledCodebooks(): readonly string[] {
  const folder = join(packageFolder, 'codebooks')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .toSorted()
}

/** The file of a bundled codebook; undefined for a name that does not exist. */
export function bundledCodebook(name: string): string | undefined {
  return bundledCodebooks().includes(name) ? join(packageFolder, 'codebooks', `${name}.yaml`) : undefined
}

/** The codebook a new review gets when none is named: package.json says which. */
export const defaultCodebook = (): string => packageFile().lacuna.codebook

/** This program's name and version, as maps print it. */
export function toolVersion(): { readonly name: string; readonly version: string } {
  const { name, version } = packageFile()
  return { name, version }
}

interface PackageFile {
  readonly name: string
  readonly version: string
  readonly lacuna: { readonly codebook: string }
}

const packageFile = (): PackageFile =>
  JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as PackageFile
