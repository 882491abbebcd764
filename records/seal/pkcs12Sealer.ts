import { P12Signer, SignerError } from '@libpdf/core'
import { chainOf, readCertificate, type Certificate } from './certificate.ts'
import { certificateOfKey, keyKindOf, SealUnusable, type Sealer } from './sealer.ts'

/**
 * Opens a PKCS#12 file (`.p12`, `.pfx`), also one with the old ciphers that Windows writes.
 * @param more issuers that the file may lack
 * @throws SealUnusable when the password is wrong or the file holds no usable key and certificate
 */
export async function pkcs12Sealer(
  file: Uint8Array,
  password: string,
  { more = [], isTrial = false }: { readonly more?: readonly Certificate[]; readonly isTrial?: boolean } = {},
): Promise<Sealer> {
  const opened = await open(file, password)
  const sign = (bytes: Uint8Array): Promise<Uint8Array> => opened.sign(bytes, 'SHA-256')
  const inside = [opened.certificate, ...opened.certificateChain].map(readCertificate)
  const certificate = await certificateOfKey(inside, sign)
  const issuers = chainOf(certificate, [...inside, ...more])
    .slice(1)
    .filter(({ isSelfIssued }) => !isSelfIssued)
  return { certificate, issuers, keyKind: keyKindOf(certificate.x509.publicKey), isTrial, sign }
}

async function open(file: Uint8Array, password: string): Promise<P12Signer> {
  try {
    return await P12Signer.create(file, password)
  } catch (error) {
    if (error instanceof SignerError)
      throw new SealUnusable('the file with the seal cannot be opened with this password')
    throw error
  }
}
