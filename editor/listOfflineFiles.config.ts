import type { Plugin, Rollup } from 'vite'

/** Screens that need a connection anyway. */
const otherScreens = /[/\\]editor[/\\]screens[/\\](?!meetings[/\\])/

/** What the page runs first: the chunk of the page itself is gone when nothing else is in it. */
const beginning = /[/\\]editor[/\\](?:main\.tsx|api[/\\]askAhead\.ts)$/

/**
 * Lists the files that reading the papers of a meeting needs, for devices that keep them: everything
 * but the other screens and what only they use.
 */
export function listOfflineFiles(): Plugin {
  return {
    name: 'glosa:list-offline-files',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const wanted = new Set<string>()
      const pending = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' && file.moduleIds.some((id) => beginning.test(id)) ? [file.fileName] : [],
      )
      for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
        const file = bundle[name]
        if (wanted.has(name) || file?.type !== 'chunk') continue
        wanted.add(name)
        for (const asset of assetsOf(file)) wanted.add(asset)
        const lazy = file.dynamicImports.filter((other) => {
          const chunk = bundle[other]
          return chunk?.type === 'chunk' && !otherScreens.test(chunk.facadeModuleId ?? '')
        })
        pending.push(...file.imports, ...lazy)
      }
      for (const { fileName } of Object.values(bundle)) if (/\.(?:css|woff2)$/.test(fileName)) wanted.add(fileName)
      const source = JSON.stringify([...wanted].sort().map((name) => `/${name}`))
      this.emitFile({ type: 'asset', fileName: 'offline-files.json', source })
    },
  }
}

const assetsOf = (chunk: Rollup.OutputChunk): readonly string[] => [
  ...(chunk.viteMetadata?.importedCss ?? []),
  ...(chunk.viteMetadata?.importedAssets ?? []),
]
