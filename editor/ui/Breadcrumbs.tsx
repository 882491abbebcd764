import { Fragment, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'

/** The way to this page: links, then the name of the page itself. */
export function Breadcrumbs({ links, current }: { readonly links: readonly ReactElement[]; readonly current: string }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('ui.breadcrumbs')}>
      <ol className="breadcrumbs">
        {links.map((link, index) => (
          <Fragment key={link.key ?? index}>
            <li>{link}</li>
          </Fragment>
        ))}
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  )
}
