import type { DeliveryView } from '@glosa/domain/contract'
import { parseDeliveryId, parseMaterialId, type DeliveryId, type MaterialId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import Download from 'lucide-react/icons/download'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, saveFile, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { NotFoundScreen } from '../../shell/Problems.tsx'
import { Breadcrumbs } from '../../ui/Breadcrumbs.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { DeliveryActs } from './DeliveryActs.tsx'
import { problemTitle } from './deliveryProblem.ts'
import { DeliveryStateTags } from './DeliveryStateTags.tsx'
import { ExchangeTable } from './ExchangeTable.tsx'
import { FileTable } from './FileTable.tsx'
import { FixityFinding } from './FixityFinding.tsx'
import { ProblemText } from './ProblemText.tsx'
import { RecordsPage } from './RecordsPage.tsx'
import { systemName } from './systemName.ts'

interface Ids {
  readonly materialId: MaterialId
  readonly deliveryId: DeliveryId
}

/** One delivery: where it stands, what can be decided, the receipt, the files, the messages. */
export function DeliveryScreen() {
  const asked = useParams({ from: '/office/records/deliveries/$materialId/$deliveryId' })
  const materialId = parseMaterialId(asked.materialId)
  const deliveryId = parseDeliveryId(asked.deliveryId)
  return materialId && deliveryId ? <Delivery materialId={materialId} deliveryId={deliveryId} /> : <NotFoundScreen />
}

function Delivery(params: Ids) {
  const { t } = useTranslation()
  const delivery = useQuery({
    ...reading('readDelivery', { params }),
    refetchOnMount: 'always',
    refetchInterval: (query) => (query.state.data?.line.nextAttemptAt == null ? false : 3_000),
  })
  const line = delivery.data?.line
  const title = line
    ? `${line.materialNumber}, ${t('versions.version', { number: line.version }).toLocaleLowerCase()}`
    : t('records.delivery')
  return (
    <RecordsPage
      title={title}
      above={
        <Breadcrumbs
          links={[
            <Link key="queue" to="/records" search={{}}>
              {t('records.queue')}
            </Link>,
          ]}
          current={title}
        />
      }
    >
      <Answer of={delivery}>{(view) => <Details params={params} view={view} />}</Answer>
    </RecordsPage>
  )
}

function Details({ params, view }: { readonly params: Ids; readonly view: DeliveryView }) {
  const { t } = useTranslation()
  const { line, delivery, files, exchanges } = view
  return (
    <>
      <section className="panel desk-panel" aria-labelledby="delivery-state">
        <div className="row">
          <h2 id="delivery-state">{line.title}</h2>
          <DeliveryStateTags line={line} />
        </div>
        {line.isDeposited ? (
          <Notice tone="info">{t('records.depositedText')}</Notice>
        ) : line.problem && delivery.state !== 'given-up' ? (
          <Notice
            tone={line.isDeadLetter ? 'danger' : 'warning'}
            title={problemTitle(line.problemCode, line.problem, t)}
          >
            <ProblemText code={line.problemCode} problem={line.problem} />
            {line.problemCode === null && line.isDeadLetter ? t('records.rejectedText') : null}
            {line.problemCode === null && delivery.state === 'uncertain' ? t('versions.uncertainText') : null}
          </Notice>
        ) : null}
        <Facts view={view} />
        <DeliveryActs
          materialId={params.materialId}
          delivery={delivery}
          name={`${t('versions.version', { number: line.version })}, ${line.target}`}
        />
      </section>
      {delivery.fixity ? (
        <FixityFinding
          params={params}
          since={delivery.fixity.since}
          place={delivery.fixity.place}
          files={delivery.fixity.findings}
        />
      ) : null}
      <Receipt params={params} view={view} />
      <section className="desk-panel" aria-labelledby="delivery-files">
        <h2 id="delivery-files">{t('records.files')}</h2>
        {files.length === 0 ? (
          <p className="quiet">{t('versions.fileNotReady')}</p>
        ) : (
          <FileTable labelledBy="delivery-files" files={files} />
        )}
      </section>
      <section className="desk-panel" aria-labelledby="delivery-exchanges">
        <h2 id="delivery-exchanges">{t('records.exchanges')}</h2>
        {exchanges.length === 0 ? (
          <p className="quiet">{t('records.noExchanges')}</p>
        ) : (
          <ExchangeTable labelledBy="delivery-exchanges" exchanges={exchanges} />
        )}
      </section>
    </>
  )
}

function Facts({ view: { line, delivery, lastCheckedAt } }: { readonly view: DeliveryView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const systems = useQuery(reading('listRecordsSystems'))
  const found = systems.data?.systems.find(({ target }) => target === line.target)
  const label = systemName(found?.label ?? line.target, t)
  const receipt = 'receipt' in delivery ? delivery.receipt : null
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [
      t('records.column.material'),
      <Link key="material" to="/materials/$materialId/versions" params={{ materialId: line.materialId }}>
        {line.materialNumber}
      </Link>,
    ],
    [t('records.system'), label],
    [t('records.locked'), format.dayAndTime(line.lockedAt)],
    [t('records.attempts'), line.attempts > 0 ? format.number(line.attempts) : null],
    // What waits for a seal or an earlier delivery is not tried before that is over.
    [
      t('records.nextAttempt'),
      line.awaitsSeal
        ? t('records.waitsForSeal')
        : line.heldUpBy !== null
          ? t('records.waitsForEarlier')
          : line.nextAttemptAt === null
            ? null
            : format.dayAndTime(line.nextAttemptAt),
    ],
    [t('records.referenceNumber'), line.referenceNumber],
    [t('records.fileNumber'), line.fileNumber],
    [t('records.recordNumber'), line.recordNumber],
    [t('records.registered'), line.registeredAt === null ? null : format.dayAndTime(line.registeredAt)],
    [t('records.endpoint'), receipt?.endpoint ?? null],
    [t('records.certificate'), receipt?.certificate ? <span className="desk-hash">{receipt.certificate}</span> : null],
    [t('records.lastChecked'), lastCheckedAt === null ? null : format.dayAndTime(lastCheckedAt)],
    [
      t('records.decidedByHand'),
      delivery.state === 'registered' && delivery.byHand
        ? `${delivery.byHand.by.displayName}: ${delivery.byHand.reason}`
        : delivery.state === 'given-up'
          ? `${delivery.by.displayName}, ${format.dayAndTime(delivery.at)}: ${delivery.reason}`
          : null,
    ],
  ]
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="facts-line">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

function Receipt({
  params,
  view: { line, delivery, receiptText },
}: {
  readonly params: Ids
  readonly view: DeliveryView
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const download = useAct('downloadReceipt')
  if (!('receipt' in delivery)) return null
  const save = async () => {
    const bytes = await download.run({ params })
    if (bytes === null || isFailure(bytes)) return
    saveFile(bytes, `${line.materialNumber}-v${line.version}-${line.target}-receipt`, 'application/octet-stream')
  }
  return (
    <section className="desk-panel" aria-labelledby="delivery-receipt">
      <div className="row">
        <h2 id="delivery-receipt">{t('records.receipt')}</h2>
        <Button
          size="small"
          icon={<Download size={16} aria-hidden="true" />}
          isPending={download.isPending}
          onPress={() => void save()}
        >
          {t('records.downloadReceipt')}
        </Button>
      </div>
      <p className="quiet">
        {t('records.receivedAt', { when: format.dayAndTime(delivery.receipt.receivedAt) })} · SHA-256{' '}
        <span className="desk-hash">{delivery.receipt.raw}</span>
      </p>
      {receiptText === null ? (
        <p>{t('records.receiptNotText')}</p>
      ) : (
        <pre className="desk-text" tabIndex={0} aria-label={t('records.receipt')}>
          {receiptText}
        </pre>
      )}
    </section>
  )
}
