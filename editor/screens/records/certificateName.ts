/**
 * The name people know a certificate by: its common name, else its organisation, else everything.
 * @param subject as the server tells it: "CN=Podhorský kraj, O=…"; commas inside a value may be bare or escaped
 */
export function certificateName(subject: string): string {
  const values = new Map<string, string>()
  for (const part of subject.split(/,\s*(?=[A-Za-z][A-Za-z0-9.]*=)/)) {
    const at = part.indexOf('=')
    const name = part.slice(0, at).trim().toUpperCase()
    const value = part.slice(at + 1).replaceAll(/\\(.)/g, '$1')
    if (at > 0 && !values.has(name)) values.set(name, value.trim())
  }
  return values.get('CN') || values.get('O') || subject
}
