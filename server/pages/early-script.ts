/** What a document does by itself until its code is there: written into the page, so each line is sent with every one. */

/** Styles ask for this mark: `@media (scripting: none)` is not true everywhere where scripts are blocked. */
const MARK_SCRIPTING = 'delete document.documentElement.dataset.script;'

/** What Solid reads in the browser: the page's data, and which of the server's elements have come to life. */
const BOOK = '_$HY={events:[],completed:new WeakSet,r:{},fe(){}};'

/** The browser offers once to install the shop, maybe before anybody listens. */
const KEEP_OFFER =
  'addEventListener("beforeinstallprompt",e=>{e.preventDefault();window.installOffer=e},{once:true});'

/**
 * Solid's own script would keep what is touched too early, and play it back by `composedPath()`, which is empty by then.
 * So presses on what does nothing without its code, and on links that open something over the page, are kept here, in
 * their order, with what was chosen and unfolded, for `client/platform/early-touches.ts`. A link whose code does not come
 * is followed as what it is; a button that is pressed again while it shows that it was pressed is not pressed twice.
 *
 * The first event that Solid hears ends the coming to life: what is still to come is made anew, and what was touched of
 * it is gone. So until all parts have come, for two seconds at most, it hears none that a page can do without.
 */
const KEEP_TOUCHES = [
  '(()=>{',
  'let alive=_$HY.completed,kept=window.earlyTouches=Object.assign([],{alive}),',
  'isComing=()=>!kept.isOver&&(!kept.solid||kept.solid.count&&(kept.since??=performance.now())>performance.now()-2e3),',
  'isDead=e=>(e=e.closest?.("[data-hk]"))&&(!alive.has(e)||isComing()),',
  'keep=(...touch)=>{kept.push(touch);kept.come?.()},',
  'follow=link=>kept.some(([e])=>e===link)&&location.assign(link.href);',
  'addEventListener("click",e=>{',
  'let b=e.target.closest("button[type=button],a[aria-haspopup=dialog]");',
  'if(!b||kept.isLost||!isDead(b)||e.button||e.metaKey||e.ctrlKey||e.altKey||e.shiftKey)return;',
  'e.preventDefault();e.stopImmediatePropagation();',
  'if(b.ariaBusy=="true")return;',
  'if(b.matches("a,.button"))b.ariaBusy="true";',
  'keep(b);',
  'if(b.href)setTimeout(follow,4e3,b)',
  '},true);',
  'for(let type of["click","input","keydown"])addEventListener(type,e=>{',
  'isComing()&&!e.target.closest?.("a")&&e.stopPropagation()',
  '},true);',
  'for(let type of["change","toggle"])addEventListener(type,({target:e})=>{',
  'if(isDead(e)&&e.matches("input:not([type=search]),select,details"))keep(e,e.checked??e.open,e.value)',
  '},true);',
  'addEventListener("error",({target:e})=>{',
  'if(e.tagName!=="SCRIPT")return;',
  'kept.isLost=true;',
  'for(let[e]of kept){e.ariaBusy=null;if(e.href)follow(e)}',
  'kept.length=0',
  '},true)',
  '})()',
].join('')

export const EARLY_SCRIPT = MARK_SCRIPTING + BOOK + KEEP_OFFER + KEEP_TOUCHES

/** The code lies here until it is asked for. */
export const CODE = 'code'

/**
 * Code shares a slow line with the picture that the page is about, whatever its priority, and holds up the painting of
 * what is there: it is asked for when that picture has been painted, when somebody touches the page, or after a second.
 */
export const CODE_SCRIPT = [
  '(()=>{',
  `let ask=()=>{let code=document.getElementById("${CODE}");if(code){for(let link of document.querySelectorAll("link[disabled]"))link.disabled=false;document.body.append(code.content);code.remove()}},`,
  'picture=document.querySelector("img[fetchpriority=high]");',
  'for(let type of["pointerdown","touchstart","keydown"])addEventListener(type,ask,{once:true,passive:true,capture:true});',
  'setTimeout(ask,1e3);',
  'Promise.resolve(picture?.decode()).catch(()=>0).then(()=>requestAnimationFrame(()=>setTimeout(ask)))',
  '})()',
].join('')
