import {
  fromAbsolute,
  toCalendarDateTime,
  toZoned,
  type CalendarDateTime,
  type DateValue,
} from '@internationalized/date'
import CalendarIcon from 'lucide-react/icons/calendar'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { Button } from 'react-aria-components/Button'
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar'
import { DateInput, DatePicker, DateSegment } from 'react-aria-components/DatePicker'
import { Dialog } from 'react-aria-components/Dialog'
import { Group } from 'react-aria-components/Group'
import { Heading } from 'react-aria-components/Heading'
import { Popover } from 'react-aria-components/Popover'
import { officeTimeZone } from '../i18n/format.ts'
import { FieldParts, type FieldProps } from './Field.tsx'
import { useNow } from './useNow.ts'

interface DateTimeFieldProps extends FieldProps {
  /** Milliseconds since 1970 UTC, `null` while incomplete. */
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  /** Nothing before this moment may be chosen. */
  readonly earliest?: number
}

const shown = (ms: number): CalendarDateTime => toCalendarDateTime(fromAbsolute(ms, officeTimeZone))
const meant = (value: DateValue): number => toZoned(value, officeTimeZone).toDate().getTime()

/** A day and an hour, in the office's time zone: a deadline. A day picked from the calendar means its noon. */
export function DateTimeField(props: DateTimeFieldProps) {
  const { label, description, error, isRequired = false, value, onChange, earliest } = props
  const now = useNow()
  return (
    <DatePicker
      className="field"
      granularity="minute"
      hideTimeZone
      hourCycle={24}
      value={value === null ? null : shown(value)}
      onChange={(chosen) => onChange(chosen === null ? null : meant(chosen))}
      placeholderValue={shown(earliest ?? now).set({ hour: 12, minute: 0, second: 0, millisecond: 0 })}
      {...(earliest === undefined ? {} : { minValue: shown(earliest) })}
      isDisabled={props.isDisabled ?? false}
      isInvalid={error !== undefined}
      isRequired={isRequired}
      validationBehavior="aria"
    >
      <FieldParts label={label} description={description} error={error} isRequired={isRequired}>
        <Group className="input input-combo">
          <DateInput className="input-inner input-date">
            {(segment) => <DateSegment className="date-segment" segment={segment} />}
          </DateInput>
          <Button className="input-button">
            <CalendarIcon size={18} aria-hidden="true" />
          </Button>
        </Group>
      </FieldParts>
      <Popover className="popover">
        <Dialog className="calendar-dialog">
          <Calendar className="calendar">
            <header className="calendar-header">
              <Button slot="previous" className="button button-quiet button-icon">
                <ChevronLeft size={18} aria-hidden="true" />
              </Button>
              <Heading className="calendar-heading" />
              <Button slot="next" className="button button-quiet button-icon">
                <ChevronRight size={18} aria-hidden="true" />
              </Button>
            </header>
            <CalendarGrid>
              <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
              <CalendarGridBody>{(date) => <CalendarCell className="calendar-cell" date={date} />}</CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  )
}
