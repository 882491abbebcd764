interface PostRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
  readonly keepalive?: boolean
  readonly signal?: AbortSignal
}

/** Posts bytes to the server this page came from; `null` when it could not be reached, or when `signal` aborts. */
export async function postBytes(
  url: string,
  request: PostRequest,
): Promise<{ readonly status: number; readonly closed: string | null; readonly bytes: Uint8Array } | null> {
  try {
    const response = await fetch(url, { method: 'POST', credentials: 'same-origin', cache: 'no-store', ...request })
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, closed: response.headers.get('glosa-close'), bytes }
  } catch (error) {
    // What fetch throws for a lost connection, and for an abort; anything else is a bug.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'AbortError')) return null
    throw error
  }
}
