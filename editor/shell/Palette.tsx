import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { reading } from '../api/index.ts'
import { SearchField } from '../ui/SearchField.tsx'

/** Ctrl+K: any material by a few letters of its title, number or drafter. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [words, setWords] = useState('')
  const query = useDeferredValue(words.trim())
  const found = useQuery({
    ...reading('listMaterials', { query: { ...(query ? { query } : {}), limit: 12 } }),
    placeholderData: keepPreviousData,
  })
  const open = (materialId: string) => {
    onClose()
    void navigate({ to: '/materials/$materialId', params: { materialId } })
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
          <Autocomplete inputValue={words} onInputChange={setWords}>
            <SearchField
              label={t('shell.searchTitle')}
              placeholder={t('shell.searchPlaceholder')}
              value={words}
              onChange={setWords}
              autoFocus
            />
            <Menu
              className="list palette-list"
              aria-label={t('shell.materials')}
              items={found.data?.cards ?? []}
              onAction={(key) => open(String(key))}
              renderEmptyState={() => (
                <p className="list-empty">{found.isPending ? t('ui.loading') : t('shell.searchEmpty')}</p>
              )}
            >
              {(card) => (
                <MenuItem id={card.materialId} className="option" textValue={card.title}>
                  <span className="option-words">
                    {card.title}
                    <span className="option-detail">
                      {[card.number, card.leadUnitName, t(`state.${card.state}`)].filter(Boolean).join(' · ')}
                    </span>
                  </span>
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
