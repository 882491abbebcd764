import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

/** A server in a process of its own, on core 0 where the machine lets us choose. */
export interface Peer {
  readonly pid: number
  readonly port: number
  stop(): Promise<void>
}

/** Starts a script that reports its port by IPC. */
export async function startPeer(script: string, env: Record<string, string> = {}): Promise<Peer> {
  const child = fork(join(import.meta.dirname, script), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--no-warnings'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve(message.port))
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)))
  })
  return { pid: child.pid ?? 0, port, stop: () => stopped(child, 'SIGTERM') }
}

export function stopped(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill(signal)
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
  })
}
