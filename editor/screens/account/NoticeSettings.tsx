import type { BodyOf, NoticeSettingsView } from '@glosa/domain/contract'
import { mailLanguages, maxRemindDays, noticeChannels, type NoticeKind, type Role } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct, useSession } from '../../api/index.ts'
import '../../notices/notices.css'
import { Answer } from '../../shell/Answer.tsx'
import { Select } from '../../ui/Select.tsx'
import { notify } from '../../ui/notify.ts'
import { CalendarFeed } from './CalendarFeed.tsx'
import { kindsOf, noticeGroups, type NoticeGroup } from './noticeGroups.ts'

const hours = Array.from({ length: 24 }, (_, hour) => String(hour))
const days = Array.from({ length: maxRemindDays }, (_, index) => String(index + 1))
const keepers: readonly Role[] = ['administrator', 'records-manager']

/** How the person wants to be told: each kind by its channel, reminders, the daily mail, the calendar. */
export function NoticeSettings() {
  const { t } = useTranslation()
  const settings = useQuery({ ...reading('readNoticeSettings'), refetchOnMount: 'always' })
  const change = useAct('changeNoticeSettings', { changes: ['readNoticeSettings'] })
  const save = async (wish: BodyOf<'changeNoticeSettings'>) => {
    const outcome = await change.run({ body: wish })
    if (outcome !== null && !isFailure(outcome)) notify({ tone: 'success', text: t('noticeSettings.saved') })
  }
  return (
    <section className="panel stack" aria-labelledby="account-notices">
      <div>
        <h2 id="account-notices">{t('noticeSettings.title')}</h2>
        <p className="quiet">{t('noticeSettings.intro')}</p>
      </div>
      <Answer of={settings}>
        {(view) => (
          <>
            <p>
              {!view.mail.isSent
                ? t('noticeSettings.noMail')
                : view.mail.address === null
                  ? t('noticeSettings.noAddress')
                  : t('noticeSettings.address', { address: view.mail.address })}
            </p>
            <Kinds view={view} onChange={(kind, channel) => void save({ channels: { [kind]: channel } })} />
            <Times view={view} onChange={(wish) => void save(wish)} />
            <CalendarFeed since={view.feed?.since ?? null} />
          </>
        )}
      </Answer>
    </section>
  )
}

type Channel = NoticeSettingsView['channels'][NoticeKind]

function Kinds(props: {
  readonly view: NoticeSettingsView
  readonly onChange: (kind: NoticeKind, channel: Channel) => void
}) {
  const { t } = useTranslation()
  const { person } = useSession()
  const concerns = (group: NoticeGroup) => group !== 'office' || person.roles.some((role) => keepers.includes(role))
  return (
    <div>
      {noticeGroups.filter(concerns).map((group) => (
        <details key={group} className="news-group">
          <summary>{t(`noticeSettings.group.${group}`)}</summary>
          <div className="news-kinds">
            {kindsOf(group).map((kind) => (
              <div key={kind} className="news-kind">
                <span aria-hidden="true">{t(`noticeSettings.kind.${kind}`)}</span>
                <Select
                  label={t(`noticeSettings.kind.${kind}`)}
                  labelHidden
                  choices={noticeChannels.map((id) => ({ id, label: t(`noticeSettings.channel.${id}`) }))}
                  selected={props.view.channels[kind]}
                  onSelect={(channel) => props.onChange(kind, channel)}
                />
              </div>
            ))}
          </div>
        </details>
      ))}
    </div>
  )
}

function Times(props: {
  readonly view: NoticeSettingsView
  readonly onChange: (wish: BodyOf<'changeNoticeSettings'>) => void
}) {
  const { t } = useTranslation()
  const { view, onChange } = props
  return (
    <>
      <Select
        label={t('noticeSettings.digestHour')}
        choices={hours.map((id) => ({ id, label: `${id}:00` }))}
        selected={String(view.digestHour)}
        onSelect={(hour) => onChange({ digestHour: Number(hour) })}
      />
      <Select
        label={t('noticeSettings.remind')}
        choices={[
          { id: 'round', label: t('noticeSettings.remindRound') },
          { id: '0', label: t('noticeSettings.remindNever') },
          ...days.map((id) => ({ id, label: t('noticeSettings.remindDays', { count: Number(id) }) })),
        ]}
        selected={view.remindDays === null ? 'round' : String(view.remindDays)}
        onSelect={(chosen) => onChange({ remindDays: chosen === 'round' ? null : Number(chosen) })}
      />
      <Select
        label={t('noticeSettings.language')}
        choices={[
          { id: 'office' as const, label: t('noticeSettings.languageOffice') },
          ...mailLanguages.map((id) => ({ id, label: t(`noticeSettings.languages.${id}`) })),
        ]}
        selected={view.language ?? 'office'}
        onSelect={(chosen) => onChange({ language: chosen === 'office' ? null : chosen })}
      />
    </>
  )
}
