/**
 * The name people know a certificate by: its common name, else its organisation, else everything.
 * @param subject as in the certificate, RFC 4514: "CN=Podhorský kraj, O=…"
 */
export function certificateName(subject: string): string {
  const values = new Map<string, string>()
  for (const [, key = '', value = ''] of subject.matchAll(/(?:^|,\s*|\+)([A-Za-z0-9.]+)=((?:\\.|[^,+\\])*)/g)) {
    const name = key.toUpperCase()
    if (!values.has(name)) values.set(name, value.replaceAll(/\\(.)/g, '$1').trim())
  }
  return values.get('CN') || values.get('O') || subject
}
