<?php

declare(strict_types=1);

namespace Tests;

use App\Services\Polarflow;
use Illuminate\Container\Container;
use Illuminate\Contracts\View\Factory as ViewFactory;
use Illuminate\Events\Dispatcher;
use Illuminate\Filesystem\Filesystem;
use Illuminate\Http\Request;
use Illuminate\Http\Response;
use Illuminate\Routing\Redirector;
use Illuminate\Routing\Router;
use Illuminate\Routing\UrlGenerator;
use Illuminate\Session\ArraySessionHandler;
use Illuminate\Session\Store;
use Illuminate\Support\Facades\Facade;
use Illuminate\View\Compilers\BladeCompiler;
use Illuminate\View\Engines\CompilerEngine;
use Illuminate\View\Engines\EngineResolver;
use Illuminate\View\Factory;
use Illuminate\View\FileViewFinder;
use Symfony\Component\HttpFoundation\Response as AnyResponse;

/** As much of a Laravel site as the routes, the controller and the view need, with one person signed in. */
final class Site
{
    private readonly Container $app;
    private readonly Store $session;

    /**
     * @param string $root   the folder with app/, routes/ and resources/
     * @param string $cache  a folder for compiled views
     * @param string $origin where the site is
     */
    public function __construct(
        Polarflow $polarflow,
        private readonly string $personId,
        string $root,
        string $cache,
        string $origin,
    ) {
        $this->app = new Container();
        Container::setInstance($this->app);
        Facade::clearResolvedInstances();
        Facade::setFacadeApplication($this->app);
        $this->session = new Store('test', new ArraySessionHandler(10));
        $events = new Dispatcher($this->app);
        $router = new Router($events, $this->app);
        $router->aliasMiddleware('auth', static fn (Request $request, callable $next) => $next($request));
        $this->app->instance('router', $router);
        $this->app->instance(Polarflow::class, $polarflow);
        $this->app->instance(ViewFactory::class, self::views($events, $this->app, $root, $cache));
        require __DIR__ . '/foundation.php';
        require $root . '/routes/polar.php';
        $router->getRoutes()->refreshNameLookups();
        $this->at(Request::create($origin));
    }

    /** Answers a request as the site would. */
    public function handle(string $method, string $address): AnyResponse
    {
        $request = Request::create($address, $method);
        $this->at($request);
        $response = $this->app->make('router')->dispatch($request);
        $this->session->ageFlashData();

        return $response;
    }

    /** The text of a page. */
    public function page(string $address): string
    {
        $response = $this->handle('GET', $address);
        Checks::same(200, $response->getStatusCode(), $address);

        return $response instanceof Response ? (string) $response->getContent() : '';
    }

    private function at(Request $request): void
    {
        $request->setLaravelSession($this->session);
        $request->setUserResolver(fn () => new Person($this->personId));
        $urls = new UrlGenerator($this->app->make('router')->getRoutes(), $request);
        $redirector = new Redirector($urls);
        $redirector->setSession($this->session);
        $this->app->instance('url', $urls);
        $this->app->instance('redirect', $redirector);
        $this->app->instance(Request::class, $request);
    }

    private static function views(Dispatcher $events, Container $app, string $root, string $cache): Factory
    {
        $files = new Filesystem();
        $engines = new EngineResolver();
        $engines->register('blade', static fn () => new CompilerEngine(new BladeCompiler($files, $cache)));
        $views = new Factory($engines, new FileViewFinder($files, [$root . '/resources/views']), $events);
        $views->setContainer($app);

        return $views;
    }
}
