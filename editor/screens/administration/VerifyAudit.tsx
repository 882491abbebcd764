import type { AnswerOf } from '@glosa/domain/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'

/** Computes the chain of the audit log again, and shows the hash that stands for all of it. */
export function VerifyAudit() {
  const { t } = useTranslation()
  const format = useFormat()
  const [found, setFound] = useState<AnswerOf<'verifyAudit'> | null>(null)
  const verify = useAct('verifyAudit')
  const run = async () => {
    const outcome = await verify.run({})
    if (outcome !== null && !isFailure(outcome)) setFound(outcome)
  }
  return (
    <section className="panel stack" aria-labelledby="audit-chain">
      <h2 id="audit-chain">{t('audit.chain')}</h2>
      <p className="quiet">{t('audit.chainHint')}</p>
      <div className="form-acts">
        <Button onPress={() => void run()} isPending={verify.isPending}>
          {t('audit.verify')}
        </Button>
      </div>
      {found === null ? null : found.brokenAt === null ? (
        <Notice tone="success" role="status" title={t('audit.whole', { count: found.records })}>
          {found.lastHash === null || found.lastAt === null ? null : (
            <>
              <p>{t('audit.lastHash', { when: format.dayAndTime(found.lastAt) })}</p>
              <p className="mono">{found.lastHash}</p>
            </>
          )}
        </Notice>
      ) : (
        <Notice tone="danger" role="alert" title={t('audit.broken', { number: found.brokenAt })}>
          <p>{t('audit.brokenHint')}</p>
        </Notice>
      )}
    </section>
  )
}
