export { default as BySite } from './components/BySite.vue'
export { default as ViewSwitch } from './components/ViewSwitch.vue'
