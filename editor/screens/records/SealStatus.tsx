import type { SealView } from '@glosa/domain/contract'
import type { SealProblem } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { certificateName } from './certificateName.ts'

type Warning = SealView['warnings'][number]['code']

const quiet: ReadonlySet<Warning> = new Set(['trial-certificate', 'without-timestamp', 'certificate-expires-soon'])

/** The seal of the office: what it is made with, until when, and what is wrong. */
export function SealStatus({ seal }: { readonly seal: SealView }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!seal.isConfigured) {
    return (
      <Notice tone="info" title={t('seal.none')}>
        {t('seal.noneText')}
      </Notice>
    )
  }
  const { certificate, daysLeft, level, source, timestampAuthority, warnings, waiting } = seal
  return (
    <>
      {warnings.map(({ code, detail }) => (
        <Notice key={code} tone={quiet.has(code) ? 'warning' : 'danger'} title={t(`seal.warning.${code}`)}>
          {code === 'certificate-expires-soon' ? (
            <p>{t('seal.renewText', { count: daysLeft ?? 0 })}</p>
          ) : code === 'trial-certificate' ? (
            <p>{t('seal.trialText')}</p>
          ) : (
            <>
              <WhatToDo code={code} />
              {detail === null ? null : (
                <p className="quiet desk-problem">{t('records.technical', { problem: detail })}</p>
              )}
            </>
          )}
        </Notice>
      ))}
      <section className="panel desk-panel" aria-labelledby="seal-status">
        <div className="row">
          <h2 id="seal-status">{certificate ? certificateName(certificate.subject) : t('seal.title')}</h2>
          {level === null ? null : <Tag tone="brand">{t('seal.level', { level })}</Tag>}
          {waiting > 0 ? <Tag>{t('seal.waiting', { count: waiting })}</Tag> : null}
        </div>
        <dl className="facts">
          <dt>{t('seal.source')}</dt>
          <dd>{source === null ? null : t(`seal.from.${source}`)}</dd>
          <dt>{t('seal.mode')}</dt>
          <dd>{t(`seal.modes.${seal.mode}`)}</dd>
          {certificate ? (
            <>
              <dt>{t('seal.validity')}</dt>
              <dd>
                {format.day(certificate.notBefore)} – {format.day(certificate.notAfter)}
                {daysLeft !== null && daysLeft >= 0 ? ` (${t('seal.daysLeft', { count: daysLeft })})` : null}
              </dd>
              <dt>{t('seal.issuer')}</dt>
              <dd>{certificate.issuer}</dd>
              <dt>{t('seal.subject')}</dt>
              <dd>{certificate.subject}</dd>
              <dt>{t('seal.serial')}</dt>
              <dd className="desk-hash">{certificate.serial}</dd>
              <dt>{t('seal.fingerprint')}</dt>
              <dd className="desk-hash">{certificate.fingerprint}</dd>
            </>
          ) : null}
          <dt>{t('seal.timestampAuthority')}</dt>
          <dd>{timestampAuthority ?? t('seal.noAuthority')}</dd>
        </dl>
      </section>
    </>
  )
}

/** Warnings that the software cannot mend, by what helps against them. */
const remedies: Readonly<Partial<Record<Warning, SealProblem>>> = {
  'certificate-unreadable': 'key-unusable',
  'certificate-expired': 'certificate-not-valid',
  'certificate-not-yet-valid': 'certificate-not-valid',
  'timestamps-fail': 'timestamp-authority-away',
}

function WhatToDo({ code }: { readonly code: Warning }) {
  const { t } = useTranslation()
  const remedy = remedies[code]
  return remedy ? <p>{t(`seal.whatToDo.${remedy}`)}</p> : null
}
