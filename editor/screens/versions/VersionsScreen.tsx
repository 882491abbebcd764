import type { MaterialView } from '@glosa/domain/contract'
import type { MaterialId } from '@glosa/domain/model'
import { useParams } from '@tanstack/react-router'
import Copy from 'lucide-react/icons/copy'
import Lock from 'lucide-react/icons/lock'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { IconButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LinkButton } from '../../ui/Link.tsx'
import { notify } from '../../ui/notify.ts'
import { MaterialSubpage } from '../MaterialSubpage.tsx'
import { DeliveryPanel } from './DeliveryPanel.tsx'
import { SealFacts } from './SealFacts.tsx'
import { SignedCopies } from './SignedCopies.tsx'
import { VersionFiles } from './VersionFiles.tsx'
import './versions.css'

type Version = MaterialView['versions'][number]

/** Whether something happens to a version by itself. */
const isOnTheWay = ({ deliveries, versions }: MaterialView): boolean =>
  deliveries.some((delivery) => 'nextAttemptAt' in delivery) || versions.some(({ sealOrder }) => sealOrder)

/** The locked versions of a material and where each of them went. */
export function VersionsScreen() {
  const { t } = useTranslation()
  const { materialId } = useParams({ from: '/office/materials/$materialId/versions' })
  return (
    <MaterialSubpage
      materialId={materialId}
      title={t('versions.title')}
      renewEvery={(material) => (material && isOnTheWay(material) ? 3_000 : false)}
    >
      {(material) =>
        material.versions.length === 0 ? (
          <EmptyState icon={<Lock size={40} />} title={t('versions.empty')}>
            <p>{t('versions.emptyText')}</p>
            <PublicationLink materialId={material.id} />
          </EmptyState>
        ) : (
          <>
            <p className="version-links">
              <LinkButton to="/materials/$materialId/compare" params={{ materialId: material.id }} search={{}}>
                {t('compare.open')}
              </LinkButton>
              <PublicationLink materialId={material.id} />
            </p>
            <ol className="stack plain-list" aria-label={t('versions.current')}>
              {material.versions.toReversed().map((version) => (
                <li key={version.number}>
                  <VersionPanel material={material} version={version} />
                </li>
              ))}
            </ol>
            <p className="quiet page-note">{t('versions.hashHint')}</p>
          </>
        )
      }
    </MaterialSubpage>
  )
}

/** For those who publish. */
function PublicationLink({ materialId }: { readonly materialId: MaterialId }) {
  const { t } = useTranslation()
  const { person } = useSession()
  return person.roles.includes('secretary') ? (
    <LinkButton to="/materials/$materialId/publication" params={{ materialId }}>
      {t('publication.open')}
    </LinkButton>
  ) : null
}

function VersionPanel({ material, version }: { readonly material: MaterialView; readonly version: Version }) {
  const { t } = useTranslation()
  const format = useFormat()
  const deliveries = material.deliveries.filter((delivery) => delivery.version === version.number)
  const copyHash = async () => {
    await navigator.clipboard.writeText(version.hash)
    notify({ tone: 'success', text: t('ui.copied') })
  }
  return (
    <section className="panel version" aria-labelledby={`version-${version.number}`}>
      <div>
        <h2 id={`version-${version.number}`}>{t('versions.version', { number: version.number })}</h2>
        <p className="quiet">
          {t('versions.locked', { when: format.dayAndTime(version.lockedAt), who: version.lockedBy.displayName })}
        </p>
      </div>
      <dl className="facts">
        <dt>{t('versions.hash')}</dt>
        <dd>
          <span className="version-hash">
            <span className="mono">{version.hash}</span>
            <IconButton
              label={t('versions.copyHash', { number: version.number })}
              size="small"
              icon={<Copy size={16} aria-hidden="true" />}
              onPress={() => void copyHash()}
            />
          </span>
        </dd>
        <dt>{t('versions.parts')}</dt>
        <dd>
          <ul className="plain-list">
            {version.parts.map((part) => (
              <li key={part.partId}>{part.title}</li>
            ))}
          </ul>
        </dd>
        <dt>{t('seal.title')}</dt>
        <dd>
          <SealFacts materialId={material.id} version={version} />
        </dd>
        <dt>{t('versions.files')}</dt>
        <dd>
          <VersionFiles
            material={material}
            number={version.number}
            delivery={deliveries.find((delivery) => 'sent' in delivery && delivery.sent) ?? deliveries[0]}
            isSealed={(version.seals?.length ?? 0) > 0}
          />
        </dd>
        <dt>{t('seal.copies')}</dt>
        <dd className="stack">
          <SignedCopies material={material} version={version} />
        </dd>
      </dl>
      {deliveries.length === 0 ? <p className="quiet">{t('versions.noDelivery')}</p> : null}
      {deliveries.map((delivery) => (
        <DeliveryPanel key={delivery.id} materialId={material.id} delivery={delivery} />
      ))}
    </section>
  )
}
