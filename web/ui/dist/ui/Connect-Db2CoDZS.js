import{$ as e,A as t,C as n,D as r,Dt as i,E as a,Et as o,G as s,K as c,Ot as l,St as u,T as d,V as f,X as p,_t as m,b as h,c as g,ct as _,d as v,et as y,ft as b,g as x,gt as S,h as C,k as w,kt as T,n as E,ot as D,p as O,pt as k,rt as A,st as j,t as M,tt as N,ut as P,vt as F,w as I,wt as L,x as R,xt as z,y as B,yt as V,z as H}from"./index-apjZidOr.js";import{t as U}from"./Card-CmTyoSix.js";import{t as ee}from"./Figure-CEm1n8sQ.js";import{i as te,t as W}from"./LineChart-L2tDHfwO.js";import{t as G}from"./words-BpCBCTKH.js";import{t as K}from"./Copy-B3aMYC8p.js";var q=d(`query Connection {
  polarClient {
    configured
    redirectUri
  }
  viewer {
    id
    polarAccount {
      status
      problem
      connectedAt
      lastSyncedAt
      history {
        kind
        reachedDate
        done
      }
    }
    latestSyncRun {
      id
      trigger
      status
      finishedAt
      resumesAt
      kindsDone
      kindsTotal
      error
      results {
        kind
        status
        created
        updated
        error
      }
    }
  }
}`),J=d(`mutation ConnectPolar($returnUrl: String!) {
  connectPolar(input: { returnUrl: $returnUrl }) {
    authorizeUrl
    userErrors {
      code
      message
    }
  }
}`),Y=d(`subscription FirstSync($runId: ID!) {
  syncProgress(runId: $runId) {
    id
    trigger
    status
    finishedAt
    resumesAt
    kindsDone
    kindsTotal
    error
    results {
      kind
      status
      created
      updated
      error
    }
  }
}`),X=d(`query FirstPictures($range: DateRange!) {
  viewer {
    metricSeries(metrics: [SLEEP_SECONDS, HRV_RMSSD_MS, STEPS, CARDIO_LOAD], range: $range) {
      metric
      from
      mean
    }
  }
}`),Z=A(`<h3> </h3> <p class="none quiet small svelte-1sx09h2"> </p>`,1),Q=A(`<section class="card"><!></section>`),ne=A(`<div class="grid svelte-1sx09h2"></div>`);function re(t,n){i(n,!0);let r=M(),s=L(()=>({from:E(r.today,-27),to:r.today})),c=86400,l=L(()=>new te(O(`${P(s).from}T00:00:00`)-c/2,O(`${P(s).to}T00:00:00`)+c/2)),u=a(X,()=>({range:P(s)})),d=[{metric:`SLEEP_SECONDS`,title:`Asleep`,days:`nights`,unit:`h`,scale:3600,format:e=>B(e==null?null:e*3600)},{metric:`HRV_RMSSD_MS`,title:`Heart rate variability`,days:`nights`,unit:`ms`,scale:1,format:e=>R(e,`ms`)},{metric:`STEPS`,title:`Steps`,days:`days`,unit:`steps`,scale:1,format:e=>h(e)},{metric:`CARDIO_LOAD`,title:`Cardio load`,days:`days`,unit:`TRIMP`,scale:1,format:e=>h(e)}],f=L(()=>d.map(e=>{let t=u.data?.viewer?.metricSeries.find(({metric:t})=>t===e.metric),n=t?.mean.map(t=>t===null?null:t/e.scale)??[],r=n.filter(e=>e!==null),i=r.length>0?r.reduce((e,t)=>e+t,0)/r.length:void 0;return{...e,from:t?.from??[],y:n,known:r.length,mean:i}}));var g=ne();p(g,21,()=>P(f),({metric:e,title:t,days:n,unit:r,format:i,from:a,y:o,known:s,mean:c})=>e,(t,n)=>{let r=()=>P(n).title,i=()=>P(n).days,a=()=>P(n).unit,o=()=>P(n).format,s=()=>P(n).from,c=()=>P(n).y,d=()=>P(n).known,f=()=>P(n).mean;var p=Q(),h=S(p),g=e=>{{let t=L(d),n=L(i),u=L(()=>o()(f()));ee(e,{get title(){return r()},get summary(){return`${P(t)??``} of the last 28 ${P(n)??``}, ${P(u)??``} on average.`},table:()=>({columns:[`Date`,r()],rows:s().map((e,t)=>[v(e),o()(c()[t])])}),children:(e,t)=>{{let t=L(()=>[{label:r(),x:s().map(e=>O(`${e}T00:00:00`)),y:c(),unit:a(),format:o(),bars:!0}]);W(e,{get label(){return`${r()??``} in the last four weeks`},get lines(){return P(t)},get frame(){return P(l)},x:`date`,height:140})}},$$slots:{default:!0}})}},_=e=>{var t=Z(),n=m(t),i=F(n,!0),a=V(n,2),o=F(a,!0);b(()=>{y(i,r()),y(o,u.loading?``:`Nothing has come yet.`)}),N(e,t)};e(h,e=>{d()>0?e(g):e(_,-1)}),T(p),N(t,p)}),T(g),N(t,g),o()}var ie=A(`<li class="svelte-hsptle"><span><!></span> <span class="quiet svelte-hsptle"><!></span></li>`),ae=A(`<a class="go svelte-hsptle" href="/">Go to today</a>`),oe=A(`<p role="status"> </p> <progress aria-label="Sync" class="svelte-hsptle"></progress> <ul class="svelte-hsptle"></ul> <!>`,1);function se(n,r){i(r,!0);let a=M(),l=u(void 0),d=L(()=>r.latest&&P(l)?.id===r.latest.id&&!r.latest.finishedAt?P(l):r.latest),_=L(()=>r.latest&&!r.latest.finishedAt?r.latest.id:void 0);k(()=>{if(P(_))return w(Y,{runId:P(_)},e=>z(l,e.syncProgress),t.changed)});let v=L(()=>P(d)?.results.reduce((e,{created:t})=>e+t,0)??0),x=L(()=>!P(d)||P(d).status===`QUEUED`?`The sync begins in a moment.`:P(d).status===`RATE_LIMITED`?`Polar allows no more requests just now. It goes on by itself${P(d).resumesAt?` at ${g(P(d).resumesAt,a.timeZone)}`:``}.`:P(d).status===`RUNNING`?`Asking Polar: ${P(d).kindsDone} of ${P(d).kindsTotal} kinds of data are here, ${h(P(v))} new records so far.`:P(d).status===`FAILED`?P(d).error??`Polar could not be asked. The server tries again by itself.`:P(d).status===`PARTIAL`?`Polar answered a part. The rest follows with the next sync.`:P(d).trigger===`CONNECT`?`Your last weeks are here: ${h(P(v))} records.`:`Everything is up to date.`),C={SUCCEEDED:`check`,PARTIAL:`warning`,FAILED:`warning`};{let t=L(()=>P(d)?.finishedAt?g(P(d).finishedAt,a.timeZone):void 0);U(n,{title:`Sync`,get note(){return P(t)},children:(t,n)=>{var r=oe(),i=m(r),a=F(i,!0),o=V(i,2),l=V(o,2);p(l,21,()=>P(d)?.results??[],e=>e.kind,(t,n)=>{let r=L(()=>C[P(n).status]);var i=ie(),a=S(i),o=S(a),l=e=>{I(e,{get name(){return P(r)},size:16})},u=e=>{I(e,{name:`more`,size:16})};e(o,e=>{P(r)?e(l):e(u,-1)}),T(a);var d=V(a),f=V(d),p=S(f),m=e=>{var t=D();b(()=>y(t,P(n).error)),N(e,t)},g=e=>{var t=D(`under way`);N(e,t)},_=e=>{var t=D(`nothing new`);N(e,t)},v=e=>{var t=D();b(e=>y(t,e),[()=>h(P(n).created+P(n).updated)]),N(e,t)};e(p,e=>{P(n).status===`FAILED`?e(m):P(r)?P(n).created+P(n).updated===0?e(_,2):e(v,-1):e(g,1)}),T(f),T(i),b(e=>{s(a,1,c([`sign`,P(n).status]),`svelte-hsptle`),y(d,` ${e??``} `)},[()=>G(P(n).kind)]),N(t,i)}),T(l);var u=V(l,2),g=e=>{var t=ae();N(e,t)};e(u,e=>{P(d)?.finishedAt&&e(g)}),b(()=>{y(a,P(x)),f(o,P(d)?.kindsDone??0),H(o,`max`,P(d)?.kindsTotal||1)}),N(t,r)},$$slots:{default:!0}})}o()}var ce={ACCESS_DENIED:`You did not give your consent at Polar. Nothing was changed; begin again whenever you like.`,POLAR_ACCOUNT_TAKEN:`This Polar account is connected to somebody else on this server. Sign in to Polar with your own account and begin again.`,OTHER_POLAR_ACCOUNT:`You are connected to another Polar account already. Disconnect that one first, or sign in to Polar with it.`,CONSENT_MISSING:`Polar says that your account has not given all mandatory consents. Accept them at account.polar.com and begin again.`,UPSTREAM_UNAVAILABLE:`Polar did not answer, or not properly. This usually passes: begin again in a few minutes.`,POLAR_REFUSED:`Polar refused to make the connection. Check that the client at Polar has the redirect address below, to the letter.`};function le(e){if(e.get(`polarflow`)===`error`)return ce[e.get(`code`)??``]??`The connection could not be stored. Begin again; the server’s log says more.`}async function ue(){let e=new URL(`/connect`,location.href).href,{data:t,problem:n}=await r(J,{returnUrl:e}),{authorizeUrl:i,userErrors:a}=t?.connectPolar??{},o=a?.some(({code:e})=>e===`RETURN_URL_NOT_ALLOWED`);if(i)location.assign(i);else if(o)location.assign(`/connect/polar`);else return n?.text??a?.[0]?.message}var de=A(`<p class="svelte-1xqa83t">Everything that Polar hands out of the past is here.</p>`),fe=A(`<p class="svelte-1xqa83t">Of some kinds Polar hands out up to a year. That is fetched with requests that nobody else needs, over the next hours or days. You
      need not wait for it, and nothing you see depends on this page being open.</p>`),pe=A(`<li class="svelte-1xqa83t"><span><!></span> <span class="quiet svelte-1xqa83t"> </span></li>`),me=A(`<ul class="svelte-1xqa83t"></ul>`),he=A(`<!> <!>`,1);function ge(t,n){i(n,!0);function r(e,t){let n=e&&`back to ${v(e,{year:!0})}`;return t?n?`${n}, complete`:`complete`:n??`not begun`}let a=L(()=>n.history.length>0&&n.history.every(({done:e})=>e));{let i=L(()=>P(a)?`complete`:n.history.length>0?`under way`:void 0);U(t,{title:`What is older`,get note(){return P(i)},children:(t,i)=>{var o=he(),l=m(o),u=e=>{var t=de();N(e,t)},d=e=>{var t=fe();N(e,t)};e(l,e=>{P(a)?e(u):e(d,-1)});var f=V(l,2),h=e=>{var t=me();p(t,21,()=>n.history,({kind:e,reachedDate:t,done:n})=>e,(e,t)=>{let n=()=>P(t).kind,i=()=>P(t).reachedDate,a=()=>P(t).done;var o=pe(),l=S(o),u=S(l);{let e=L(()=>a()?`check`:`more`);I(u,{get name(){return P(e)},size:16})}T(l);var d=V(l),f=V(d),p=F(f,!0);T(o),b((e,t)=>{s(l,1,c([`sign`,a()&&`done`]),`svelte-1xqa83t`),y(d,` ${e??``} `),y(p,t)},[()=>G(n()),()=>r(i(),a())]),N(e,o)}),T(t),N(e,t)};e(f,e=>{n.history.length>0&&e(h)}),N(t,o)},$$slots:{default:!0}})}o()}var _e=A(`<li class="svelte-cpa8z4"><h2 class="svelte-cpa8z4">Make a client at Polar</h2> <p class="svelte-cpa8z4">Open <a href="https://admin.polaraccesslink.com" target="_blank" rel="noreferrer">admin.polaraccesslink.com</a>, sign in with your Polar
      account, and create a client. The name and the description are yours to choose.</p></li> <li class="svelte-cpa8z4"><h2 class="svelte-cpa8z4">Give it this redirect address</h2> <p class="svelte-cpa8z4">Polar sends you back here after you agreed. It has to be the same to the letter.</p> <!></li> <li class="svelte-cpa8z4"><h2 class="svelte-cpa8z4">Tell this server who it is</h2> <p class="svelte-cpa8z4">Put the id and the secret of the client into the environment of the server, or into its file <code>.env</code>, and start it again.</p> <!></li>`,1),ve=A(`<p class="svelte-cpa8z4">You sign in at Polar, agree that this server reads your data, and come back to this page. Your password stays with Polar.</p>`),ye=A(`<p class="missing svelte-cpa8z4"><!>POLAR_CLIENT_ID and POLAR_CLIENT_SECRET are not set yet. Follow the steps above first.</p>`),be=A(`<details class="svelte-cpa8z4"><summary class="svelte-cpa8z4">How this server’s client at Polar is set up</summary> <p class="svelte-cpa8z4">The server has a client already. If Polar says that the redirect address is wrong, this is what to check.</p> <ol class="svelte-cpa8z4"><!></ol></details>`),$=A(`<div class="card"><ol class="svelte-cpa8z4"><!> <li class="svelte-cpa8z4"><h2 class="svelte-cpa8z4">Connect</h2> <!> <button type="button" class="primary"> </button></li></ol> <!></div>`);function xe(t,n){i(n,!0);let r=e=>{var t=_e(),r=V(m(t),2),i=V(S(r),4);K(i,{label:`Redirect address`,get text(){return n.client.redirectUri}}),T(r);var o=V(r,2),s=V(S(o),4);K(s,{label:`Settings`,text:a,rows:2}),T(o),N(e,t)},a=`POLAR_CLIENT_ID=
POLAR_CLIENT_SECRET=`;var s=$(),c=S(s),u=S(c),d=e=>{r(e)};e(u,e=>{n.client.configured||e(d)});var f=V(u,2),p=V(S(f),2),h=e=>{var t=ve();N(e,t)},g=e=>{var t=ye(),n=S(t);I(n,{name:`warning`,size:18}),l(),T(t),N(e,t)};e(p,e=>{n.client.configured?e(h):e(g,-1)});var v=V(p,2),x=F(v,!0);T(f),T(c);var C=V(c,2),w=e=>{var t=be(),n=V(S(t),4),i=S(n);r(i),T(n),T(t),N(e,t)};e(C,e=>{n.client.configured&&e(w)}),T(s),b(()=>{v.disabled=!n.client.configured||n.leaving,y(x,n.leaving?`On the way to Polar …`:`Connect to Polar`)}),_(`click`,v,function(...e){n.begin?.apply(this,e)}),N(t,s),o()}j([`click`]);var Se=A(`<!> <!> <!>`,1),Ce=A(`<p> </p> <button type="button" class="primary">Connect to Polar again</button>`,1),we=A(`<p class="lead svelte-1c4a69b">polarflow reads what your watch sends to Polar, and keeps it here. You connect it once; from then on it stays in sync.</p> <!>`,1),Te=A(`<div class="stack"><!></div>`),Ee=A(`<h1> </h1> <!> <!>`,1);function De(r,s){i(s,!0);let c=a(q,()=>({})),d=L(()=>c.data?.viewer?.polarAccount),f=L(()=>P(d)?.status===`ACTIVE`),p=u(void 0),h=u(!1),g=L(()=>P(p)??(P(f)?void 0:le(x.query)));async function v(){z(h,!0),z(p,await ue(),!0),P(p)&&z(h,!1)}var w=Ee(),E=m(w),O=F(E,!0),k=V(E,2),A=e=>{n(e,{kind:`problem`,children:(e,t)=>{l();var n=D();b(()=>y(n,P(g))),N(e,n)},$$slots:{default:!0}})};e(k,e=>{P(g)&&e(A)});var j=V(k,2),M=e=>{n(e,{kind:`problem`,get problem(){return c.problem},get retry(){return t.changed}})},I=t=>{var n=Te(),r=S(n),i=e=>{var t=Se(),n=m(t);{let e=L(()=>c.data.viewer?.latestSyncRun);se(n,{get latest(){return P(e)}})}var r=V(n,2);re(r,{});var i=V(r,2);{let e=L(()=>P(d)?.history??[]);ge(i,{get history(){return P(e)}})}N(e,t)},a=e=>{U(e,{title:`Polar gives no data at present`,children:(e,t)=>{var n=Ce(),r=m(n),i=F(r),a=V(r,2);b(()=>{y(i,`${P(d).problem??`Polar no longer accepts the connection.`??``} What was fetched before stays.`),a.disabled=P(h)}),_(`click`,a,v),N(e,n)},$$slots:{default:!0}})},o=t=>{var n=we(),r=V(m(n),2),i=e=>{xe(e,{get client(){return c.data.polarClient},get leaving(){return P(h)},begin:v})};e(r,e=>{c.data.polarClient&&e(i)}),N(t,n)};e(r,e=>{P(f)?e(i):P(d)?e(a,1):e(o,-1)}),T(n),N(t,n)},R=e=>{C(e,{height:`30rem`})};e(j,e=>{c.problem&&!c.data?.viewer?e(M):c.data?e(I,1):e(R,-1)}),b(()=>y(O,P(f)?`Your watch is connected`:P(d)?`Connect your watch again`:`Connect your watch`)),N(r,w),o()}j([`click`]);export{De as default};