import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { smtpMailer } from '@glosa/collab-server/mail/mailer.ts'
import { instant, plainTerms, type CommentId, type MaterialId, type RoundId } from '@glosa/domain/model'
import ICAL from 'ical.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startMailServer, type TakenMail, type TestMailServer } from '../support/mailServer.ts'
import { clerk, drafter, guest, head, minute, openNewsroom, quietMs, type Newsroom } from '../support/newsroom.ts'
import { unitId } from '../support/people.ts'
import { commentsPerRun } from './mailUntilKilled.ts'
import { newFolder, removeFolder } from './glosaProcess.ts'

const material = (word: string) => word.padEnd(20, '0') as MaterialId
const one = material('one')
const roundId = 'r'.repeat(20) as RoundId
const title = 'Zásady <b>dotací</b> & „sport“'
const secret = 'Toto v žádné zprávě nesmí být'

const program = join(import.meta.dirname, 'mailUntilKilled.ts')

let server: TestMailServer
let newsroom: Newsroom

beforeEach(async () => {
  server = await startMailServer()
  newsroom = await openNewsroom(server.settings)
})
afterEach(() => server.close())

/** A material with an open round for the unit legal and the guest. */
async function review(id: MaterialId, closesAt = instant(newsroom.now() + 5 * 86_400_000)): Promise<void> {
  await newsroom.happens(id, drafter, {
    type: 'material-created',
    number: `MAT-${id.slice(0, 3)}`,
    title,
    template: 'council-material',
    sponsor: null,
    leadUnitId: null,
    leadUnitName: null,
  })
  await newsroom.happens(
    id,
    drafter,
    { type: 'participant-invited', invitation: { right: 'comment', unitId: unitId('legal'), unitName: 'legal' } },
    { type: 'participant-invited', invitation: { right: 'comment', personId: guest.personId, displayName: 'guest' } },
  )
  const invited = [
    { obligation: 'mandatory' as const, closesAt: null, unitId: unitId('legal'), unitName: 'legal' },
    { obligation: 'optional' as const, closesAt: null, personId: guest.personId, displayName: 'guest' },
  ]
  await newsroom.happens(id, drafter, {
    type: 'round-opened',
    roundId,
    number: 1,
    closesAt,
    terms: { ...plainTerms, invited },
  })
}

const comment = (id: MaterialId, word: string, visibility: 'participants' | 'unit' = 'participants', by = clerk) =>
  newsroom.happens(id, by, {
    type: 'comment-lodged',
    commentId: word.padEnd(20, '0') as CommentId,
    number: visibility === 'unit' ? 0 : word.length,
    roundId,
    kind: 'advisory',
    visibility,
    place: { at: 'material' },
    text: `${secret} ${word}`,
    justification: secret,
    proposedWording: secret,
    mentions: [{ personId: guest.personId, displayName: 'guest' }],
  })

/** Derives, lets the quiet period pass, sends. */
async function deliver(): Promise<void> {
  await newsroom.derive()
  newsroom.pass(quietMs)
  await newsroom.send()
}
const recipients = () => server.taken.map(({ to }) => to.join()).toSorted()
const mailTo = (name: string): TakenMail => {
  const found = server.taken.find(({ to }) => to.includes(`${name}@office.example`))
  if (!found) throw new Error(`${name} got no mail`)
  return found
}
/** With ordinary spaces instead of firm ones. */
const plain = (text: string | undefined): string => (text ?? '').replaceAll('\u00a0', ' ')
/** Everything in a message as its reader's software decodes it. */
const wholeText = ({ raw, email }: TakenMail): string =>
  [
    raw.toString(),
    email.text,
    email.html,
    ...email.attachments.map(({ content }) => new TextDecoder().decode(content as ArrayBuffer)),
  ].join('\n')

describe('mails', () => {
  it('[NO13] go over STARTTLS as text and escaped HTML in the language of the reader, with the deadline as a calendar file', async () => {
    await newsroom.settings.change(guest, { language: 'en' })
    await review(one)
    await deliver()
    expect(recipients()).toEqual(['guest@office.example', 'head@office.example'])
    const czech = mailTo('head')
    expect(czech.isEncrypted).toBe(true)
    expect(czech.email.from?.address).toBe('glosa@office.example')
    expect(plain(czech.email.subject)).toMatch(/^Žádost o připomínky do 26\. 11\. 2026 17:00: Zásady/)
    expect(czech.email.text).toContain(`MAT-one ${title}`)
    expect(plain(czech.email.text)).toContain('Máte připomínkovat do 26. 11. 2026 17:00. (drafter)')
    expect(czech.email.text).toContain(`https://glosa.example/materials/${one}`)
    expect(czech.email.html).toContain('Zásady &lt;b&gt;dotací&lt;/b&gt; &amp; „sport“')
    expect(czech.email.html).not.toContain('<b>')
    expect(czech.email.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
    expect(plain(mailTo('guest').email.subject)).toMatch(/^Comments requested by 26\/11\/2026 17:00: Zásady/)

    const [file] = czech.email.attachments
    expect(file?.mimeType).toBe('text/calendar')
    const calendar = new ICAL.Component(ICAL.parse(new TextDecoder().decode(file?.content as ArrayBuffer)))
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined)
    expect(event.summary).toBe(`Lhůta pro připomínky: ${title}`)
    expect(event.startDate.toString()).toBe('2026-11-26T17:00:00')
    expect(event.uid).toBe(`round-${roundId}@glosa.example`)
  })

  it('[NO14] carry no word of a comment, and name only those their reader may see', async () => {
    await review(one)
    await newsroom.settings.change(drafter, { channels: { 'comment-lodged': 'mail' } })
    await comment(one, 'open')
    await comment(one, 'inside', 'unit')
    await deliver()
    expect(recipients()).toEqual(['drafter@office.example', 'guest@office.example', 'head@office.example'])
    expect(mailTo('drafter').email.text).toContain('Přišla připomínka č. 4. (clerk)')
    expect(mailTo('guest').email.text).toContain('Jste zmíněni u připomínky č. 4.')
    for (const mail of server.taken) {
      expect(wholeText(mail)).not.toContain('nesmí')
      expect(wholeText(mail)).not.toContain('inside')
    }
  })

  it('[NO14] ask for the rights again when they leave', async () => {
    await review(one)
    await comment(one, 'open')
    await newsroom.derive()
    await newsroom.happens(one, drafter, { type: 'participant-removed', participantId: guest.personId })
    await newsroom.settings.change(head, { channels: { invited: 'app' } })
    newsroom.pass(quietMs)
    await newsroom.send()
    expect(recipients()).toEqual([])
    expect(newsroom.outcomes).toEqual(['dropped', 'dropped'])
    await newsroom.happens(one, drafter, {
      type: 'participant-invited',
      invitation: { right: 'comment', personId: guest.personId, displayName: 'guest' },
    })
    await newsroom.send()
    expect(recipients()).toEqual([])
  })

  it('[NO11] gather what happens to a material in one message, and the daily one leaves in the morning', async () => {
    await review(one)
    await review(material('two'))
    for (const word of ['a', 'bb', 'ccc']) {
      await comment(one, word)
      await newsroom.derive()
      newsroom.pass(2 * minute)
    }
    await deliver()
    expect(recipients()).toEqual([
      'guest@office.example',
      'guest@office.example',
      'head@office.example',
      'head@office.example',
    ])
    const ofOne = server.taken.filter(
      ({ to, email }) => to.includes('guest@office.example') && email.text?.includes('MAT-one'),
    )
    expect(ofOne).toHaveLength(1)
    expect(ofOne[0]?.email.text?.match(/zmíněni/g)).toHaveLength(3)
    expect(ofOne[0]?.email.subject).toBe('Novinky: Zásady <b>dotací</b> & „sport“')
    server.taken.length = 0
    // Saturday evening; the next working day is Monday.
    newsroom.pass(86_400_000)
    await newsroom.send()
    expect(recipients()).toEqual([])
    newsroom.pass(86_400_000)
    await newsroom.send()
    expect(recipients()).toEqual(['drafter@office.example'])
    expect(mailTo('drafter').email.subject).toBe('Denní přehled: 1 materiál')
    expect(mailTo('drafter').email.text).toContain('Přišla připomínka č. 1.')
  })

  it('[NO15] to a recipient whom the server refuses are given up, the others go', async () => {
    server.answerTo = (recipient) => (recipient.startsWith('head') ? { code: 550, text: 'no such user' } : 'ok')
    await review(one)
    await deliver()
    expect(recipients()).toEqual(['guest@office.example'])
    server.answerTo = () => 'ok'
    newsroom.pass(86_400_000)
    await newsroom.send()
    expect(recipients()).toEqual(['guest@office.example'])
    expect(newsroom.outcomes.toSorted()).toEqual(['refused', 'sent'])
  })

  it('[NO15] that are refused for the time being come once, when they are taken', async () => {
    const answers = [450, 451, 250]
    server.answerTo = (recipient) => {
      if (!recipient.startsWith('head')) return 'ok'
      const code = answers.shift() ?? 250
      return code === 250 ? 'ok' : { code, text: 'later' }
    }
    await review(one)
    await deliver()
    expect(recipients()).toEqual(['guest@office.example'])
    for (let round = 0; round < 8; round++) {
      newsroom.pass(minute)
      await newsroom.send()
    }
    expect(recipients()).toEqual(['guest@office.example', 'head@office.example'])
    expect(answers).toEqual([])
  })

  it('[NO15] with an address that cannot be one hold up no others', async () => {
    await newsroom.putPeople(
      [drafter, head, clerk, guest].map((who) => ({
        ...newsroom.personOf(who),
        ...(who === head ? { email: 'no address' } : {}),
        ...(who === guest ? { email: 'guest@office.example' } : {}),
      })),
    )
    await review(one)
    await deliver()
    expect(recipients()).toEqual(['guest@office.example'])
    expect(newsroom.outcomes.toSorted()).toEqual(['refused', 'sent'])
  })

  it('[NO15] wait while the server is down: none is lost, none doubled', async () => {
    await server.close()
    await review(one)
    await comment(one, 'a')
    await deliver()
    await newsroom.send()
    await comment(one, 'bb')
    await newsroom.derive()
    newsroom.pass(2 * minute)
    await server.open()
    await newsroom.send()
    for (let round = 0; round < 5; round++) {
      newsroom.pass(quietMs)
      await newsroom.send()
    }
    const toGuest = server.taken
      .filter(({ to }) => to.includes('guest@office.example'))
      .map(({ email }) => email.text ?? '')
    expect(toGuest.join().match(/zmíněni u připomínky č\. 1\./g)).toHaveLength(1)
    expect(toGuest.join().match(/zmíněni u připomínky č\. 2\./g)).toHaveLength(1)
    expect(toGuest.join().match(/připomínkovat do/g)).toHaveLength(1)
    expect(newsroom.outcomes).toContain('down')
  })

  it('[NO16] whose answer got lost come again as the same message', async () => {
    let dropped = 0
    server.answerMessage = () => (dropped++ < 2 ? 'drop' : 'ok')
    await review(one)
    await deliver()
    for (let round = 0; round < 6; round++) {
      newsroom.pass(2 * minute)
      await newsroom.send()
    }
    const byPerson = Map.groupBy(server.taken, ({ to }) => to.join())
    expect([...byPerson.keys()].toSorted()).toEqual(['guest@office.example', 'head@office.example'])
    for (const copies of byPerson.values()) {
      expect(new Set(copies.map(({ email }) => email.messageId)).size).toBe(1)
      expect(new Set(copies.map(({ email }) => email.text)).size).toBe(1)
    }
    expect(server.taken).toHaveLength(4)
  })

  it('[NO13] are not sent over a connection that cannot be trusted, nor with a wrong password', async () => {
    const bare = await startMailServer({ offersTls: false })
    const guarded = await startMailServer({ user: { name: 'glosa', password: 'right' } })
    const mail = {
      messageId: 'x@y',
      to: { name: 'Ann', address: 'ann@office.example' },
      subject: 's',
      text: 't',
      html: '<p>t</p>',
      calendar: null,
      language: 'cs',
    }
    const send = async (settings: TestMailServer['settings']) => (await smtpMailer(settings).send(mail)).type
    try {
      expect(await send(bare.settings)).toBe('down')
      expect(await send({ ...server.settings, ca: guarded.settings.ca })).toBe('down')
      expect(await send({ ...guarded.settings, password: 'wrong' })).toBe('down')
      expect([bare, server, guarded].flatMap(({ taken }) => taken)).toEqual([])
      expect(await send(guarded.settings)).toBe('sent')
      expect(await send({ ...bare.settings, security: 'none' })).toBe('sent')
    } finally {
      await bare.close()
      await guarded.close()
    }
  })

  it('[NO17] survive kills of the process at every step: nothing is lost, and what comes twice is one message', async () => {
    const dataDir = await newFolder()
    const steps = ['taken', 'put', 'before-sending', 'after-sending', 'marked'] as const
    const run = (killAt: string) =>
      new Promise<number | string>((resolve, reject) => {
        const child = spawn(process.execPath, ['--no-warnings', program, dataDir, killAt], {
          stdio: ['ignore', 'inherit', 'inherit'],
          env: { ...process.env, SMTP: JSON.stringify(server.settings) },
        })
        child.once('error', reject)
        child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'))
      })
    try {
      for (const step of steps) expect(await run(step)).toBe('SIGKILL')
      expect(await run('never')).toBe(0)
    } finally {
      await removeFolder(dataDir)
    }
    const messages = new Map(server.taken.map(({ email }) => [email.messageId, plain(email.text)]))
    // One line for each comment, in exactly one message.
    const lines = [...messages.values()].flatMap((text) =>
      [...text.matchAll(/zmíněni u připomínky č\. (\d+)\./g)].map(([, number]) => Number(number)),
    )
    // Killed when the first notice is kept, a run comes to one comment; the others, and the last one, to all of theirs.
    const comments = 1 + commentsPerRun * steps.length
    expect(lines.toSorted((a, b) => a - b)).toEqual(Array.from({ length: comments }, (_, index) => index + 1))
    for (const copies of Map.groupBy(server.taken, ({ email }) => email.messageId).values()) {
      expect(new Set(copies.map(({ email }) => email.text)).size).toBe(1)
    }
  })
})
