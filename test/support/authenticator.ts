import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** What an authenticator is told to do differently from what it should. */
export interface Misbehaviour {
  readonly origin?: string
  readonly relyingParty?: string
  readonly challenge?: string
  readonly counter?: number
  readonly userVerified?: boolean
  readonly signature?: string
}

interface Options {
  readonly challenge?: unknown
  readonly rp?: unknown
  readonly rpId?: unknown
}

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest()

/** An authenticator in software (W3C Web Authentication Level 3): one ES256 credential. */
export class Authenticator {
  readonly id = base64url(randomBytes(24))
  readonly #key: KeyObject
  readonly #publicKey: Buffer
  readonly #origin: string
  readonly #relyingParty: string
  #counter = 0

  constructor(origin: string, relyingParty: string) {
    this.#origin = origin
    this.#relyingParty = relyingParty
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#key = privateKey
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    // COSE_Key: kty EC2, alg ES256, crv P-256, x, y.
    this.#publicKey = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ])
  }

  /** Answers `navigator.credentials.create`. */
  create(options: Options, wrong: Misbehaviour = {}): Record<string, unknown> {
    const id = Buffer.from(this.id, 'base64url')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.#publicKey])
    const data = this.#authenticatorData(0x40, attested, wrong)
    // {"fmt": "none", "attStmt": {}, "authData": bytes}
    const attestationObject = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      cborBytes(data),
    ])
    return this.#answer({
      clientDataJSON: base64url(this.#clientData('webauthn.create', options, wrong)),
      attestationObject: base64url(attestationObject),
      transports: ['usb'],
    })
  }

  /** Answers `navigator.credentials.get`. */
  get(options: Options, wrong: Misbehaviour = {}): Record<string, unknown> {
    this.#counter += 1
    const data = this.#authenticatorData(0, Buffer.alloc(0), wrong)
    const clientData = this.#clientData('webauthn.get', options, wrong)
    const signature = sign('sha256', Buffer.concat([data, sha256(clientData)]), this.#key)
    return this.#answer({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(data),
      signature: wrong.signature ?? base64url(signature),
    })
  }

  #answer(response: Record<string, unknown>): Record<string, unknown> {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response }
  }

  #clientData(type: string, { challenge }: Options, wrong: Misbehaviour): Buffer {
    const told = { type, challenge: wrong.challenge ?? challenge, origin: wrong.origin ?? this.#origin }
    return Buffer.from(JSON.stringify({ ...told, crossOrigin: false }))
  }

  #authenticatorData(flags: number, rest: Buffer, wrong: Misbehaviour): Buffer {
    const userVerified = wrong.userVerified === false ? 0 : 4
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(wrong.counter ?? this.#counter)
    return Buffer.concat([
      sha256(wrong.relyingParty ?? this.#relyingParty),
      Buffer.from([flags | 1 | userVerified]),
      counter,
      rest,
    ])
  }
}

const cborBytes = (bytes: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 255]),
    bytes,
  ])
