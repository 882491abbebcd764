import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env['GLOSA_DEV_SERVER'] ?? 'http://localhost:3000'

export default defineConfig({
  plugins: [
    react(),
    // The control kit carries its own words in 34 languages.
    { ...optimizeLocales.vite({ locales: ['cs-CZ', 'pl-PL', 'sk-SK', 'en-US', 'en-GB'] }), enforce: 'pre' },
  ],
  build: {
    target: 'es2022',
    sourcemap: true,
    // The content security policy allows neither inline scripts nor data: fonts and pictures in styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
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
