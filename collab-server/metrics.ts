import type { RoomMetrics } from './rooms/index.ts'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What is counted, in Prometheus' terms. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'glosa_' })
  const registers = [registry]
  return {
    registry,
    requests: new Counter({
      name: 'glosa_http_requests_total',
      help: 'HTTP requests by method and status',
      labelNames: ['method', 'status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'glosa_http_request_seconds',
      help: 'Time to answer an HTTP request',
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    }),
    sealDaysLeft: new Gauge({
      name: 'glosa_seal_days_left',
      help: 'Days until the certificate of the electronic seal ends; negative after',
      registers,
    }),
    recordsCertificateDaysLeft: new Gauge({
      name: 'glosa_records_certificate_days_left',
      help: "Days until the office's certificate for a records system ends; negative after",
      labelNames: ['target'],
      registers,
    }),
    deliverySteps: new Counter({
      name: 'glosa_delivery_steps_total',
      help: 'Steps of deliveries to records systems by outcome',
      labelNames: ['outcome'],
      registers,
    }),
  }
}

/** The counters of rooms. */
export function roomMetrics({ registry }: Metrics): RoomMetrics {
  const registers = [registry]
  const rows = new Counter({ name: 'glosa_body_rows_total', help: 'Rows of texts made durable', registers })
  const commits = new Counter({ name: 'glosa_body_commits_total', help: 'Appends to body logs', registers })
  const refusals = new Counter({
    name: 'glosa_room_refusals_total',
    help: 'Frames and knocks refused by rooms',
    labelNames: ['code'],
    registers,
  })
  const outages = new Gauge({
    name: 'glosa_storage_outages',
    help: 'Texts that storage does not answer for',
    registers,
  })
  return {
    committed: (count) => {
      commits.inc()
      rows.inc(count)
    },
    refused: (code) => refusals.inc({ code }),
    outage: (began) => (began ? outages.inc() : outages.dec()),
  }
}

/** Counts mails by what became of them. */
export function mailMetrics({ registry }: Metrics): (outcome: string) => void {
  const mails = new Counter({
    name: 'glosa_mails_total',
    help: 'Mails by what became of them',
    labelNames: ['outcome'],
    registers: [registry],
  })
  return (outcome) => mails.inc({ outcome })
}

export type Metrics = ReturnType<typeof createMetrics>
