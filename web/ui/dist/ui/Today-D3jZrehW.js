import{$ as e,A as t,C as n,D as r,Dt as i,E as a,Et as o,G as s,K as c,O as l,Ot as u,St as d,T as f,V as p,W as m,X as h,_t as g,b as _,c as v,ct as y,d as b,et as x,ft as S,gt as C,h as w,it as T,jt as E,k as D,kt as O,mt as k,nt as A,o as j,ot as M,p as N,pt as P,r as F,rt as I,s as ee,st as te,t as ne,tt as L,ut as R,v as re,vt as z,w as B,wt as V,x as H,xt as U,y as W,yt as G,z as K}from"./index-apjZidOr.js";import{t as ie}from"./Figure-CEm1n8sQ.js";import{a as q,i as J,n as Y,r as ae}from"./words-BpCBCTKH.js";import{t as X}from"./Card-CmTyoSix.js";import{t as Z}from"./UsualRange-YsgB_g2C.js";import{i as oe,n as se,r as ce,t as le}from"./today-RacCc_Zi.js";var Q=f(`query Today {
  viewer {
    polarAccount {
      status
      lastSyncedAt
      problem
    }
    latestSyncRun {
      id
      status
    }
    today {
      date
      asOf
      headline
      readiness {
        date
        score {
          value
          n
          reason
        }
        band
        parts {
          signal
          z
          weight
          points
        }
        sentence
      }
      lastNight {
        signal
        value {
          value
        }
        usual {
          low
          high
        }
      }
      sleepDebt {
        sentence
      }
      trainingLoad {
        date
        load {
          value
        }
        shortTerm {
          value
        }
        longTerm {
          value
        }
        balance {
          value
        }
        flags
      }
      activity {
        date
        value {
          value
        }
        usual {
          low
          high
        }
      }
      freshness {
        kind
        date
        daysAgo
      }
      insights(first: 3) {
        kind
        sentence
        from
        to
      }
      day {
        date
        sleep {
          startTime
          endTime
          asleepSeconds
          lightSeconds
          deepSeconds
          remSeconds
          unrecognizedSeconds
          interruptionsSeconds
          score
          cycles
        }
        activity {
          steps
          activeSeconds
          energyKcal
          dailyGoalPercent
        }
        exercises {
          id
          sportName
          startTime
          durationSeconds
          distanceMeters
        }
      }
    }
  }
}`),ue=f(`mutation SyncNow {
  triggerSync(input: {}) {
    run {
      id
    }
    userErrors {
      code
      message
    }
  }
}`),de=f(`subscription SyncSteps($runId: ID!) {
  syncProgress(runId: $runId) {
    id
    status
    kindsDone
    kindsTotal
    resumesAt
    error
    results {
      kind
      status
      created
      updated
    }
  }
}`),fe=I(`<small class="svelte-11e119x"> </small>`),pe=I(`<li class="svelte-11e119x"><span class="label"> <!></span> <span class="track svelte-11e119x" aria-hidden="true"><span></span></span> <span class="value svelte-11e119x"> <!></span></li>`),me=I(`<ul class="svelte-11e119x"></ul>`);function he(t,n){let r=e=>`${Math.min(50,Math.abs(e)/n.most*50)}%`;var i=me();h(i,21,()=>n.parts,e=>e.label,(t,n)=>{var i=pe(),a=C(i),o=C(a,!0),l=G(o),u=e=>{var t=fe(),r=z(t,!0);S(()=>x(r,R(n).detail)),L(e,t)};e(l,e=>{R(n).detail&&e(u)}),O(a);var d=G(a,2),f=C(d);let p;O(d);var h=G(d,2),g=C(h),_=G(g),v=e=>{{let t=V(()=>R(n).value<0?`down`:`up`);B(e,{get name(){return R(t)},size:14})}};e(_,e=>{R(n).value!==0&&e(v)}),O(h),O(i),S(e=>{x(o,R(n).label),s(f,1,c([`bar`,R(n).value<0?`less`:`more`]),`svelte-11e119x`),p=m(f,``,p,{width:e}),x(g,`${R(n).text??``} `)},[()=>r(R(n).value)]),L(t,i)}),O(i),L(t,i)}var ge=I(`<p class="lead svelte-1a29obn"><strong class="svelte-1a29obn"> </strong> <span class="quiet">steps</span></p> <!> <dl class="svelte-1a29obn"><div class="svelte-1a29obn"><dt>Active</dt><dd class="svelte-1a29obn"> </dd></div> <div class="svelte-1a29obn"><dt>Energy</dt><dd class="svelte-1a29obn"> </dd></div> <div class="svelte-1a29obn"><dt>Polar’s daily goal</dt><dd class="svelte-1a29obn"> </dd></div></dl>`,1);function _e(e,t){i(t,!0);let n=V(()=>t.today.day.activity);X(e,{title:`Activity`,get note(){return t.note},children:(e,r)=>{var i=ge(),a=g(i),o=C(a),s=z(o,!0);u(2),O(a);var c=G(a,2);Z(c,{label:`Steps`,get value(){return t.today.activity.value.value},get low(){return t.today.activity.usual.low},get high(){return t.today.activity.usual.high},format:e=>_(e)});var l=G(c,2),d=C(l),f=G(C(d)),p=z(f,!0);O(d);var m=G(d,2),h=G(C(m)),v=z(h,!0);O(m);var y=G(m,2),b=G(C(y)),w=z(b,!0);O(y),O(l),S((e,t,n,r)=>{x(s,e),x(p,t),x(v,n),x(w,r)},[()=>_(R(n)?.steps),()=>W(R(n)?.activeSeconds),()=>H(R(n)?.energyKcal,`kcal`),()=>H(R(n)?.dailyGoalPercent,`%`)]),L(e,i)},$$slots:{default:!0}}),o()}var ve=I(`<p><!></p> <p><a class="button svelte-ae3vh" href="/connect">Connect your watch</a></p>`,1);function ye(t,n){{let r=V(()=>n.hasData?`No watch is connected`:`Connect your watch`);X(t,{get title(){return R(r)},children:(t,r)=>{var i=ve(),a=g(i),o=C(a),s=e=>{var t=M(`What came before stays. To have new nights and days here, connect your Polar account again.`);L(e,t)},c=e=>{var t=M(`polarflow reads what your Polar watch has recorded from your Polar account. Polar asks you whether it may.`);L(e,t)};e(o,e=>{n.hasData?e(s):e(c,-1)}),O(a),u(2),L(t,i)},$$slots:{default:!0}})}}var be={LOW:`Low`,BELOW_USUAL:`Below usual`,USUAL:`Usual`,ABOVE_USUAL:`Above usual`,HIGH:`High`},xe=T(`<path class="score svelte-wrmlo6"></path>`),Se=I(`<span class="none svelte-wrmlo6"> </span>`),Ce=I(`<span> </span>`),we=I(`<strong class="svelte-wrmlo6"> </strong> <!>`,1),Te=I(`<div class="dial svelte-wrmlo6"><svg viewBox="0 -14 240 146" aria-hidden="true" class="svelte-wrmlo6"><path class="scale svelte-wrmlo6"></path><path class="usual svelte-wrmlo6"></path><!><text x="24" y="131" class="svelte-wrmlo6">0</text><text x="120" y="-3" class="svelte-wrmlo6">usual</text><text x="216" y="131" class="svelte-wrmlo6">100</text></svg> <div class="words svelte-wrmlo6"><!></div></div>`);function Ee(t,n){i(n,!0);function r(e,t=96){let n=Math.PI*(1-e/100);return`${120+t*Math.cos(n)} ${116-t*Math.sin(n)}`}let a=(e,t)=>`M${r(e)}A96 96 0 0 1 ${r(t)}`;var s=Te(),c=C(s),l=C(c),d=G(l),f=G(d),p=e=>{var t=xe();S((e,n)=>K(t,`d`,`M${e??``}L${n??``}`),[()=>r(n.score,80),()=>r(n.score,112)]),L(e,t)};e(f,e=>{n.score!==null&&e(p)}),u(3),O(c);var m=G(c,2),h=C(m),v=e=>{var t=Se(),r=z(t,!0);S(e=>x(r,e),[()=>ae(n.reason)]),L(e,t)},y=t=>{var r=we(),i=g(r),a=z(i,!0),o=G(i,2),s=e=>{var t=Ce(),r=z(t,!0);S(()=>x(r,be[n.band])),L(e,t)};e(o,e=>{n.band&&e(s)}),S(e=>x(a,e),[()=>_(n.score)]),L(t,r)};e(h,e=>{n.score===null?e(v):e(y,-1)}),O(m),O(s),S((e,t)=>{K(l,`d`,e),K(d,`d`,t)},[()=>a(0,100),()=>a(31,69)]),L(t,s),o()}var De=I(`<li class="svelte-1knq5xb"><p class="svelte-1knq5xb"> </p> <small class="svelte-1knq5xb"> </small></li>`),Oe=I(`<ul class="svelte-1knq5xb"></ul>`);function ke(t,n){i(n,!0);var r=A(),a=g(r),s=e=>{X(e,{title:`What stands out`,children:(e,t)=>{var r=Oe();h(r,21,()=>n.insights,({kind:e,sentence:t,from:n,to:r})=>e+t,(e,t)=>{let n=()=>R(t).sentence,r=()=>R(t).from,i=()=>R(t).to;var a=De(),o=C(a),s=z(o,!0),c=G(o,2),l=z(c,!0);O(a),S((e,t)=>{x(s,e),x(l,t)},[()=>q(n()),()=>r()===i()?b(i()):`${b(r())} to ${b(i())}`]),L(e,a)}),O(r),L(e,r)},$$slots:{default:!0}})};e(a,e=>{n.insights.length>0&&e(s)}),L(t,r),o()}var Ae=I(`<div class="svelte-1o4o9s6"><dt class="svelte-1o4o9s6"> </dt> <dd class="track svelte-1o4o9s6" aria-hidden="true"><span class="svelte-1o4o9s6"></span></dd> <dd class="svelte-1o4o9s6"> </dd></div>`),je=I(`<p class="small"> </p>`),Me=I(`<p class="exercise svelte-1o4o9s6"><span> </span> <span class="quiet"> </span></p>`),Ne=I(`<p class="lead svelte-1o4o9s6"><strong class="svelte-1o4o9s6"> </strong> <span class="quiet">TRIMP on the day</span></p> <dl class="svelte-1o4o9s6"></dl> <p class="quiet small"> </p> <!> <!>`,1);function Pe(e,t){i(t,!0);let n=V(()=>[{label:`Last days`,value:t.today.trainingLoad.shortTerm.value},{label:`Last weeks`,value:t.today.trainingLoad.longTerm.value}]),r=V(()=>Math.max(1,...R(n).map(({value:e})=>e??0)));X(e,{title:`Training load`,get note(){return t.note},children:(e,i)=>{var a=Ne(),o=g(a),s=C(o),c=z(s,!0);u(2),O(o);var l=G(o,2);h(l,21,()=>R(n),({label:e,value:t})=>e,(e,t)=>{let n=()=>R(t).label,i=()=>R(t).value;var a=Ae(),o=C(a),s=z(o,!0),c=G(o,2),l=C(c);let u;O(c);var d=G(c,2),f=z(d,!0);O(a),S(e=>{x(s,n()),u=m(l,``,u,{width:`${(i()??0)/R(r)*100}%`}),x(f,e)},[()=>_(i())]),L(e,a)}),O(l);var d=G(l,2),f=z(d,!0),p=G(d,2);h(p,16,()=>t.today.trainingLoad.flags,e=>e,(e,t)=>{var n=je(),r=z(n,!0);S(()=>x(r,ce[t])),L(e,n)});var v=G(p,2);h(v,17,()=>t.today.day.exercises,e=>e.id,(e,t)=>{var n=Me(),r=C(n),i=z(r,!0),a=G(r,2),o=z(a);O(n),S((e,n,r)=>{x(i,R(t).sportName??`Training`),x(o,`${e??``}, ${n??``}${r??``}`)},[()=>F(N(R(t).startTime)),()=>W(R(t).durationSeconds),()=>R(t).distanceMeters?`, ${re.distance(R(t).distanceMeters)}`:``]),L(e,n)}),S((e,t)=>{x(c,e),x(f,t)},[()=>_(t.today.trainingLoad.load.value),()=>se(t.today)]),L(e,a)},$$slots:{default:!0}}),o()}var Fe=I(`<strong class="svelte-1r6710k"> </strong> <span class="quiet"> </span>`,1),Ie=I(`<span class="quiet">No night of this date was recorded.</span>`),Le=I(`<p class="lead svelte-1r6710k"><!></p> <div class="rows svelte-1r6710k"></div> <p class="quiet small debt svelte-1r6710k"> </p>`,1);function Re(t,n){i(n,!0);let r=V(()=>n.today.day.sleep),a=[`HRV`,`HEART_RATE`,`SLEEP`],s=V(()=>n.today.lastNight.filter(({signal:e})=>a.includes(e)));{let i=V(()=>R(r)?`/night/${n.today.day.date}`:`/night`);X(t,{title:`Last night`,get note(){return n.note},get href(){return R(i)},children:(t,i)=>{var a=Le(),o=g(a),c=C(o),l=e=>{var t=Fe(),n=g(t),i=z(n,!0),a=G(n,2),o=z(a);S((e,t,n)=>{x(i,e),x(o,`${t??``} – ${n??``}`)},[()=>W(R(r).asleepSeconds),()=>F(N(R(r).startTime)),()=>F(N(R(r).endTime))]),L(e,t)},u=e=>{var t=Ie();L(e,t)};e(c,e=>{R(r)?e(l):e(u,-1)}),O(o);var d=G(o,2);h(d,21,()=>R(s),({signal:e,value:t,usual:n})=>e,(e,t)=>{let n=()=>R(t).signal,r=()=>R(t).value,i=()=>R(t).usual;{let t=V(()=>oe(n()));Z(e,{get label(){return J[n()]},get value(){return r().value},get low(){return i().low},get high(){return i().high},get format(){return R(t)}})}}),O(d);var f=G(d,2),p=z(f,!0);S(e=>x(p,e),[()=>q(n.today.sleepDebt.sentence)]),L(t,a)},$$slots:{default:!0}})}o()}var $=I(`<div class="sync svelte-c0joxn"><span class="words svelte-c0joxn" role="status"> </span> <progress aria-label="Sync"></progress> <button type="button" class="svelte-c0joxn"><!> Sync now</button></div>`);function ze(e,t){i(t,!0);let n=ne(),a=d(void 0),c=d(void 0),l=d(void 0),f=[`QUEUED`,`RUNNING`,`RATE_LIMITED`];k(()=>{t.latest&&f.includes(t.latest.status)&&U(a,t.latest.id,!0)}),P(()=>R(a)?D(de,{runId:R(a)},({syncProgress:e})=>U(c,e),()=>U(a,void 0)):void 0);let m=V(()=>{if(R(l))return R(l);if(!R(a)||!R(c))return R(a)?`Waiting for Polar`:h();if(R(c).status===`RATE_LIMITED`&&R(c).resumesAt)return`Polar’s limit is reached: it goes on at ${v(R(c).resumesAt,n.timeZone)}`;let e=R(c).results.find(({status:e})=>e===`RUNNING`)??R(c).results.at(-1);return e?`Asking Polar for ${Y[e.kind]}`:`Asking Polar`});function h(){if(R(c)?.status===`FAILED`)return R(c).error??`The sync failed`;let e=R(c)?.results.reduce((e,{created:t,updated:n})=>e+t+n,0);return R(c)&&e===0?`Nothing new at Polar`:R(c)?e===1?`1 new record`:`${e} new records`:t.account.lastSyncedAt?`Synced ${v(t.account.lastSyncedAt,n.timeZone)}`:`Never synced`}async function g(){(e=>{var t=E(e,2);U(l,t[0],!0),U(c,t[1])})([void 0,void 0]);let{data:e,problem:t}=await r(ue,{});U(l,t?.text??e?.triggerSync.userErrors[0]?.message,!0),U(a,e?.triggerSync.run?.id,!0)}var _=$(),b=C(_),w=z(b,!0),T=G(b,2);let A;var j=G(T,2),M=C(j);B(M,{name:`sync`,size:16}),u(),O(j),O(_),S(()=>{x(w,R(m)),K(T,`max`,R(c)?.kindsTotal||1),p(T,R(c)?.kindsDone??0),A=s(T,1,`svelte-c0joxn`,null,A,{idle:!R(a)}),j.disabled=R(a)!==void 0}),y(`click`,j,g),L(e,_),o()}te([`click`]),l(Q,{});var Be=I(`<h1 class="svelte-hn71pf">Today</h1> <!>`,1),Ve=I(`<h1 class="svelte-hn71pf">Today</h1> <div class="stack"><!> <div class="grid"><!><!><!></div></div>`,1),He=I(` <a href="/connect/polar">Connect again</a>`,1),Ue=I(`<div class="readiness svelte-hn71pf"><!> <!></div>`),We=I(`<div class="stack"><!> <div class="grid"><!> <!> <!></div> <!></div>`),Ge=I(`<h1 class="svelte-hn71pf"> </h1> <!> <!>`,1),Ke=I(`<div class="head svelte-hn71pf"><p class="quiet svelte-hn71pf"><span class="long svelte-hn71pf"> </span> <span class="short svelte-hn71pf"> </span></p> <!></div> <!>`,1);function qe(r,s){i(s,!0);let c=a(Q,()=>({})),l=V(()=>c.data?.viewer),d=V(()=>R(l)?.today),f=V(()=>R(d)?le(R(d)):[]),p=V(()=>Math.max(15,...R(f).map(({value:e})=>Math.abs(e))));function m(e){let t=R(d)?.freshness.find(t=>t.kind===e);return t&&R(d)&&j(t.date,R(d).date)}var h=Ke(),v=g(h),y=C(v),T=C(y),E=z(T,!0),D=G(T,2),k=z(D,!0);O(y);var A=G(y,2),M=e=>{ze(e,{get account(){return R(l).polarAccount},get latest(){return R(l).latestSyncRun}})};e(A,e=>{R(l)?.polarAccount&&e(M)}),O(v);var N=G(v,2),P=e=>{var r=Be(),i=G(g(r),2);n(i,{kind:`problem`,get problem(){return c.problem},get retry(){return t.changed}}),L(e,r)},F=e=>{var t=Ve(),n=G(g(t),2),r=C(n);w(r,{height:`18.5rem`});var i=G(r,2),a=C(i);w(a,{height:`21rem`});var o=G(a);w(o,{height:`21rem`});var s=G(o);w(s,{height:`21rem`}),O(i),O(n),L(e,t)},I=t=>{var r=Ge(),i=g(r),a=z(i,!0),o=G(i,2),s=e=>{{let t=V(()=>R(d).asOf!==null);ye(e,{get hasData(){return R(t)}})}},c=e=>{n(e,{kind:`advice`,children:(e,t)=>{u();var n=He(),r=g(n);u(),S(()=>x(r,`${R(l).polarAccount.problem??`Polar no longer answers for this account.`??``} `)),L(e,n)},$$slots:{default:!0}})};e(o,e=>{R(l).polarAccount?R(l).polarAccount.status!==`ACTIVE`&&e(c,1):e(s)});var h=G(o,2),v=e=>{var t=We(),n=C(t);{let e=V(()=>j(R(d).readiness.date,R(d).date));X(n,{title:`Readiness`,get note(){return R(e)},children:(e,t)=>{{let t=V(()=>q(R(d).readiness.sentence));ie(e,{title:`Against your last 60 days`,get summary(){return R(t)},table:()=>({columns:[`Part`,`Measured`,`Points`],rows:[...R(f).map(({label:e,detail:t,text:n})=>[e,t??``,n]),[`Readiness`,``,_(R(d).readiness.score.value)]]}),children:(e,t)=>{var n=Ue(),r=C(n);Ee(r,{get score(){return R(d).readiness.score.value},get band(){return R(d).readiness.band},get reason(){return R(d).readiness.score.reason}}),he(G(r,2),{get parts(){return R(f)},get most(){return R(p)}}),O(n),L(e,n)},$$slots:{default:!0}})}},$$slots:{default:!0}})}var r=G(n,2),i=C(r);{let e=V(()=>m(`SLEEP`));Re(i,{get today(){return R(d)},get note(){return R(e)}})}var a=G(i,2);{let e=V(()=>m(`CARDIO_LOAD`));Pe(a,{get today(){return R(d)},get note(){return R(e)}})}var o=G(a,2);{let e=V(()=>m(`DAILY_ACTIVITY`));_e(o,{get today(){return R(d)},get note(){return R(e)}})}O(r),ke(G(r,2),{get insights(){return R(d).insights}}),O(t),L(e,t)};e(h,e=>{R(d).asOf!==null&&e(v)}),S(e=>x(a,e),[()=>q(R(d).headline)]),L(t,r)};e(N,e=>{c.problem&&!c.data?e(P):c.loading||!R(d)||!R(l)?e(F,1):e(I,-1)}),S((e,t)=>{x(E,e),x(k,t)},[()=>R(d)?ee(R(d).date):` `,()=>R(d)?b(R(d).date):` `]),L(r,h),o()}export{qe as default};