import './api/noEval.ts'
import '@fontsource-variable/source-sans-3'
import './ui/styles/index.css'
import './shell/shell.css'
import { createRoot } from 'react-dom/client'
import { startTranslations } from './i18n/index.ts'
import { Application } from './shell/Application.tsx'
import { applyTheme, storedTheme } from './shell/theme.ts'

applyTheme(storedTheme())
await startTranslations()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(<Application />)
