import { parseMaterialId, searchKinds, type MaterialId, type SearchKind } from '@glosa/domain/model'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Search from 'lucide-react/icons/search'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Page } from '../../shell/Page.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Hit } from './Hit.tsx'
import { searchPages, type SearchWish } from './searchPages.ts'
import './search.css'

const typingPause = 250

/** Everything that the person may see, by words; what is searched for is in the address. */
export function SearchScreen() {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: '/search' })
  const { query = '', kind, material } = useSearch({ from: '/office/search' })
  const materialId = parseMaterialId(material)
  const [typed, setTyped] = useState(query)
  useEffect(() => setTyped(query), [query])
  useEffect(() => {
    const words = typed.trim()
    if (words === query) return
    const timer = setTimeout(() => {
      void navigate({ search: (old) => ({ ...old, query: words || undefined }), replace: true })
    }, typingPause)
    return () => clearTimeout(timer)
  }, [typed, query, navigate])
  return (
    <Page title={t('search.title')} isNarrow>
      <h1>{t('search.title')}</h1>
      <div className="search-wide" role="search">
        <SearchField
          label={t('search.label')}
          placeholder={t('search.placeholder')}
          value={typed}
          onChange={setTyped}
          autoFocus
        />
        <Chips
          label={t('search.kinds')}
          selected={kind ?? 'all'}
          onSelect={(chosen: SearchKind | 'all') =>
            void navigate({ search: (old) => ({ ...old, kind: chosen === 'all' ? undefined : chosen }) })
          }
          chips={[
            { id: 'all', label: t('search.all') },
            ...searchKinds.map((id) => ({ id, label: t(`search.kind.${id}`) })),
          ]}
        />
      </div>
      {materialId ? (
        <OnlyHere
          materialId={materialId}
          onEverywhere={() => void navigate({ search: (old) => ({ ...old, material: undefined }) })}
        />
      ) : null}
      {query === '' ? (
        <EmptyState icon={<Search size={40} />} title={t('search.start')}>
          <p>{t('search.startText')}</p>
        </EmptyState>
      ) : (
        <Found wish={{ query, kind: kind ?? null, materialId }} />
      )}
    </Page>
  )
}

function Found({ wish }: { readonly wish: SearchWish }) {
  const { t } = useTranslation()
  const found = useInfiniteQuery(searchPages(wish))
  const hits = found.data?.pages.flatMap((page) => page.hits) ?? []
  return (
    <Answer of={found}>
      {() =>
        hits.length === 0 && !found.hasNextPage ? (
          <EmptyState icon={<Search size={40} />} title={t('search.nothing')}>
            <p>{t('search.nothingText')}</p>
          </EmptyState>
        ) : (
          <>
            <p className="quiet" role="status">
              {t(found.hasNextPage ? 'search.foundMore' : 'search.found', { count: hits.length })}
            </p>
            <ul className="hits">
              {hits.map((hit) => (
                <Hit key={`${hit.materialId} ${hit.kind} ${hit.partId} ${hit.commentId}`} hit={hit} />
              ))}
            </ul>
            {found.hasNextPage ? (
              <Button onPress={() => void found.fetchNextPage()} isPending={found.isFetchingNextPage}>
                {t('search.more')}
              </Button>
            ) : null}
          </>
        )
      }
    </Answer>
  )
}

/** That only one material is searched, which one, and the way out of it. */
function OnlyHere(props: { readonly materialId: MaterialId; readonly onEverywhere: () => void }) {
  const { t } = useTranslation()
  const { materialId } = props
  const material = useQuery({ ...reading('readMaterial', { params: { materialId } }), staleTime: 60_000 })
  if (!material.data) return null
  const { number, title } = material.data
  return (
    <div className="row">
      <span>
        {t('search.onlyHere')}{' '}
        <Link to="/materials/$materialId" params={{ materialId }} search={{}}>
          {number} – {title}
        </Link>
      </span>
      <Button size="small" onPress={props.onEverywhere}>
        {t('search.everywhere')}
      </Button>
    </div>
  )
}
