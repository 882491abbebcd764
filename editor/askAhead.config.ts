import type { Plugin, Rollup } from 'vite'

const entry = /[/\\]editor[/\\]api[/\\]askAhead\.ts$/
const materialScreen = /[/\\]editor[/\\]screens[/\\]material[/\\]MaterialScreen\.tsx$/

/** Puts the script that asks ahead first into the page, and tells it the scripts of the page of a material. */
export function askAhead(): Plugin {
  return {
    name: 'glosa:ask-ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
        const first = chunks.find(({ facadeModuleId }) => entry.test(facadeModuleId ?? ''))
        const screen = chunks.find(({ facadeModuleId }) => materialScreen.test(facadeModuleId ?? ''))
        if (!bundle || !first || !screen) throw new Error('the page of a material has no scripts')
        const scripts = [screen.fileName, ...importsOf(bundle, screen)].filter((name) => !html.includes(name))
        return [
          {
            tag: 'meta',
            attrs: { name: 'glosa-material-scripts', content: scripts.map((name) => `/${name}`).join(' ') },
            injectTo: 'head-prepend',
          },
          { tag: 'script', attrs: { type: 'module', src: `/${first.fileName}` }, injectTo: 'head-prepend' },
        ]
      },
    },
  }
}

function importsOf(bundle: Rollup.OutputBundle, chunk: Rollup.OutputChunk): ReadonlySet<string> {
  const found = new Set<string>()
  const pending = [...chunk.imports]
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const file = bundle[name]
    if (found.has(name) || file?.type !== 'chunk') continue
    found.add(name)
    pending.push(...file.imports)
  }
  return found
}
