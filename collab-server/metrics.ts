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
    rooms: new Gauge({ name: 'glosa_rooms', help: 'Live texts in memory', registers }),
    sockets: new Gauge({ name: 'glosa_sockets', help: 'Open room sockets', registers }),
    deliverySteps: new Counter({
      name: 'glosa_delivery_steps_total',
      help: 'Steps of deliveries to records systems by outcome',
      labelNames: ['outcome'],
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
