import './styles/public.css'
import PlacePage from './pages/PlacePage.vue'
import { takeOver } from './take-over.ts'

takeOver(PlacePage)
