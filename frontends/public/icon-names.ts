export type IconName =
  | 'a-large-small' | 'arrow-left' | 'calendar-days' | 'calendar-plus' | 'check' | 'chevron-down' | 'chevron-left'
  | 'chevron-right' | 'circle-alert' | 'circle-question-mark' | 'cloud-off' | 'eye-off' | 'locate-fixed' | 'log-in'
  | 'map-pin' | 'pencil' | 'share-2' | 'shopping-bag' | 'sliders-horizontal' | 'ticket' | 'user-round' | 'users-round' | 'x'
