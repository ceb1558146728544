import './styles/public.css'
import MinePage from './pages/MinePage.vue'
import { takeOver } from './take-over.ts'

takeOver(MinePage)
