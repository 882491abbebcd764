import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { reading } from '../api/index.ts'
import { Snippet } from '../screens/search/Snippet.tsx'
import '../screens/search/search.css'
import { SearchField } from '../ui/SearchField.tsx'

/** Shorter words fit nearly everything. */
const shortestWord = 2

/** Ctrl+K or "/": any material by a few letters of its title, number or drafter, and words of texts and comments. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [words, setWords] = useState('')
  const query = useDeferredValue(words.trim())
  const found = useQuery({
    ...reading('listMaterials', { query: { ...(query ? { query } : {}), limit: 8 } }),
    placeholderData: keepPreviousData,
  })
  const inside = useQuery({
    ...reading('search', { query: { query: query || '-', limit: 20 } }),
    enabled: query.length >= shortestWord,
    placeholderData: keepPreviousData,
  })
  const cards = found.data?.cards ?? []
  const hits =
    query.length >= shortestWord ? (inside.data?.hits ?? []).filter(({ kind }) => kind !== 'material').slice(0, 6) : []
  const open = (materialId: string, search: { comment?: string; part?: string } = {}) => {
    onClose()
    void navigate({ to: '/materials/$materialId', params: { materialId }, search })
  }
  const searchEverywhere = () => {
    if (words.trim() === '') return
    onClose()
    void navigate({ to: '/search', search: { query: words.trim() } })
  }
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className="modal modal-palette">
        <Dialog className="palette" aria-label={t('shell.searchTitle')}>
          <Autocomplete inputValue={words} onInputChange={setWords} disableAutoFocusFirst>
            <SearchField
              label={t('shell.searchTitle')}
              placeholder={t('shell.searchPlaceholder')}
              value={words}
              onChange={setWords}
              onSubmit={searchEverywhere}
              autoFocus
            />
            <Menu
              className="list palette-list"
              aria-label={t('shell.searchTitle')}
              renderEmptyState={() => (
                <p className="list-empty">{found.isPending ? t('ui.loading') : t('shell.searchEmpty')}</p>
              )}
            >
              {cards.length > 0 ? (
                <MenuSection aria-label={t('shell.materials')}>
                  {cards.map((card) => (
                    <MenuItem
                      key={card.materialId}
                      id={card.materialId}
                      className="option"
                      textValue={card.title}
                      onAction={() => open(card.materialId)}
                    >
                      <span className="option-words">
                        {card.title}
                        <span className="option-detail">
                          {[card.number, card.leadUnitName, t(`state.${card.state}`)].filter(Boolean).join(' · ')}
                        </span>
                      </span>
                    </MenuItem>
                  ))}
                </MenuSection>
              ) : null}
              {hits.length > 0 ? (
                <MenuSection>
                  <Header className="menu-title">{t('search.inside')}</Header>
                  {hits.map((hit) => (
                    <MenuItem
                      key={`${hit.materialId} ${hit.kind} ${hit.partId} ${hit.commentId}`}
                      id={`${hit.materialId} ${hit.kind} ${hit.partId} ${hit.commentId}`}
                      className="option"
                      textValue={hit.title}
                      onAction={() =>
                        open(hit.materialId, {
                          ...(hit.commentId ? { comment: hit.commentId } : {}),
                          ...(hit.partId ? { part: hit.partId } : {}),
                        })
                      }
                    >
                      <span className="option-words">
                        <Snippet pieces={hit.snippet} />
                        <span className="option-detail">
                          {[t(`search.one.${hit.kind}`), hit.author, hit.title].filter(Boolean).join(' · ')}
                        </span>
                      </span>
                    </MenuItem>
                  ))}
                </MenuSection>
              ) : null}
              {query === '' ? null : (
                <MenuItem
                  id="everywhere"
                  className="option"
                  textValue={t('search.goOn', { words: query })}
                  onAction={searchEverywhere}
                >
                  <span className="option-words">{t('search.goOn', { words: query })}</span>
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
