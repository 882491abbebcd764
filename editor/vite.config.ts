import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { askAhead } from './askAhead.config.ts'
import { listOfflineFiles } from './listOfflineFiles.config.ts'
import { noChunkCycles } from './noChunkCycles.config.ts'

const server = process.env['GLOSA_DEV_SERVER'] ?? 'http://localhost:3000'

const textLibraries =
  /[/\\]node_modules[/\\](?:yjs|lib0|y-protocols|prosemirror-[a-z-]+|orderedmap|rope-sequence|w3c-keyname)[/\\]/
const isOfText = (id: string) => textLibraries.test(id) || /[/\\]editor[/\\](?:text|connection)[/\\]/.test(id)
const isOfControls = (id: string) =>
  (/[/\\]node_modules[/\\]/.test(id) && !textLibraries.test(id)) || /[/\\]editor[/\\](?:ui|shell)[/\\]/.test(id)

export default defineConfig({
  plugins: [
    react(),
    // The control kit carries its own words in 34 languages.
    { ...optimizeLocales.vite({ locales: ['cs-CZ', 'pl-PL', 'sk-SK', 'en-US', 'en-GB'] }), enforce: 'pre' },
    askAhead(),
    listOfflineFiles(),
    noChunkCycles(),
  ],
  build: {
    target: 'es2022',
    sourcemap: true,
    // The content security policy allows neither inline scripts nor data: fonts and pictures in styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: 'index.html', askAhead: 'api/askAhead.ts', serviceWorker: 'api/serviceWorker.ts' },
      output: {
        // A service worker has one address for ever, and rules over what lies below it.
        entryFileNames: ({ name }) => (name === 'serviceWorker' ? 'service-worker.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: ({ name }) => `assets/${name.replace(/~.*/, '')}-[hash].js`,
        // A browser asks for six files at a time: a hundred small ones take longer than the words in them. A group takes
        // what its modules import along unless a group before it has that, so files import files of earlier groups only.
        codeSplitting: {
          groups: [
            { name: 'initial', tags: ['$initial'], test: (id) => !/serviceWorker|askAhead/.test(id), priority: 4 },
            { name: 'controls', test: isOfControls, minShareCount: 2, priority: 3 },
            { name: 'text', test: isOfText, minShareCount: 2, priority: 2 },
            { name: 'shared', minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
    // The editor route is meant to be one large lazy file.
    chunkSizeWarningLimit: 1_200,
  },
  server: {
    proxy: {
      '/api': { target: server, changeOrigin: true, headers: { origin: server } },
      '/rooms': { target: server, ws: true, changeOrigin: true, headers: { origin: server } },
    },
  },
})
